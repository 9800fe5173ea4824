import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import { env } from "@/lib/runtime/env";
import { getServices } from "@/lib/runtime/services";
import { createSpace } from "@/lib/spaces/create-space";
import { findSpace } from "@/lib/spaces/find-space";
import { createStorage } from "@/lib/storage/match/create-storage";
import { createFileMatchStorage } from "@/lib/storage/match/file";
import { createMemoryMatchStorage } from "@/lib/storage/match/memory";
import { createPrismaMatchStorage } from "@/lib/storage/match/postgres";
import type { RoomStorage } from "@/lib/storage/match/storage";
import { EXPORT_NAME } from "@/lib/transfer/copy/export-file";
import { sourceOfFiles } from "@/lib/transfer/copy/files-source";
import { type RoomSource, sourceOf } from "@/lib/transfer/copy/room-source";
import { sourceOfSpace } from "@/lib/transfer/copy/space-source";
import { consoleContext, say, UsageError } from "./run-command";

export const PLACES = `FROM and TO are each one of
  path/to/folder                 MovieMatch's room files; file:PATH says the same
  postgres:SPACE                 a space of this Roomkeeper
  https://rooms.example.org      another Roomkeeper, with a token of it in a variable
  redis://host:6379/0            rooms kept in Redis
  NAME.roomkeeper.jsonl(.gz)     one file for all rooms, to keep or to send
  NAME.json(.gz)                 FROM only: the file of one room`;

/** A place that rooms are copied from or to. */
export interface Place {
  /** What tells it from other places, without a password; for the journal and the log. */
  title: string;
  /** Undefined where rooms can only be written as a whole, into a file. */
  storage?: RoomStorage;
  source?: RoomSource;
  /** The file to write. */
  exportFile?: string;
  /** The space of this instance. */
  spaceId?: string;
  /** Reads what could not be read as a room. */
  unreadable(): string[];
  close(): Promise<void>;
}

export interface Opening {
  side: "from" | "to";
  /** A target that nothing will be written to is not made. */
  writes: boolean;
  token: string | undefined;
  /** Names the variable a token is missing in. */
  tokenFrom: string;
}

type Kind = [
  test: (place: string) => boolean,
  open: (place: string, how: Opening) => Promise<Place>,
];

/** Every kind of place, the first that fits is it. */
const KINDS: Kind[] = [
  [(place) => place.startsWith("postgres:"), openSpace],
  [(place) => /^https?:\/\//.test(place), openHttp],
  [(place) => /^rediss?:\/\//.test(place), openRedis],
  [(place) => EXPORT_NAME.test(place), openExport],
  [(place) => /\.json(\.gz)?$/i.test(place), openRoomFile],
  [() => true, openFolder],
];

/** Opens a place; lazily, so that one that cannot be reached fails with the first room. Throws a UsageError. */
export async function openPlace(place: string, how: Opening): Promise<Place> {
  const kind = KINDS.find(([test]) => test(place));
  if (!kind) throw new UsageError(`${place} is no place for rooms.\n${PLACES}`);
  return kind[1](place, how);
}

function ofStorage(title: string, storage: RoomStorage, more: Partial<Place> = {}): Place {
  const close = () => storage.close();
  return { title, storage, source: sourceOf(storage), unreadable: () => [], close, ...more };
}

async function openSpace(place: string, { side, writes }: Opening): Promise<Place> {
  const name = place.slice("postgres:".length);
  const found = await findSpace(consoleContext(), { name });
  if (!found && side === "from") throw new UsageError(`There is no space “${name}”.`);
  if (!found && !writes) {
    say(`There is no space “${name}” yet.`);
    return ofStorage(place, createMemoryMatchStorage());
  }
  const space = found ?? (await createSpace(consoleContext(), { name }));
  const { actor } = consoleContext();
  const here = { services: getServices(), spaceId: space.id };
  const storage = createPrismaMatchStorage({ ...here, actor });
  const source = sourceOfSpace(storage, here);
  return ofStorage(`postgres:${space.id}`, storage, { spaceId: space.id, source });
}

async function openHttp(url: string, { token, tokenFrom }: Opening): Promise<Place> {
  if (!token) throw new UsageError(`Set ${tokenFrom} to a token of ${withoutSecrets(url)}.`);
  return ofStorage(
    withoutSecrets(url),
    createStorage({ type: "http", url, token, writeAttemptsMax: 8 }),
  );
}

async function openRedis(url: string): Promise<Place> {
  return ofStorage(withoutSecrets(url), createStorage({ type: "redis", url }));
}

async function openFolder(place: string, { side }: Opening): Promise<Place> {
  const folder = place.replace(/^file:/, "");
  const isThere = await isFolder(folder);
  if (side === "from" && !isThere) throw new UsageError(`There is no folder ${folder}.`);
  const unreadable = new Set<string>();
  const storage = createFileMatchStorage({
    storagePath: folder,
    compressFromBytes: env().storage.compressFromBytes,
    onCorruptFile: (error) => unreadable.add(error.message),
  });
  return ofStorage(path.resolve(folder), storage, { unreadable: () => [...unreadable] });
}

async function openExport(file: string, { side, writes }: Opening): Promise<Place> {
  if (side === "from") return openRoomFile(file);
  const isThere = await stat(file).then(
    () => true,
    () => false,
  );
  if (isThere && writes) throw new UsageError(`There is a file ${file} already.`);
  return {
    title: path.resolve(file),
    exportFile: file,
    unreadable: () => [],
    close: async () => {},
  };
}

async function openRoomFile(file: string): Promise<Place> {
  const isThere = await stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!isThere) throw new UsageError(`There is no file ${file}.`);
  const open = () => createReadStream(file);
  const source = await sourceOfFiles([{ name: path.basename(file), open }]);
  return {
    title: path.resolve(file),
    source,
    unreadable: () => source.unreadable.map((one) => `${one.file}: ${one.message}`),
    close: async () => {},
  };
}

async function isFolder(place: string): Promise<boolean> {
  return stat(place).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** An address without the name and password that may stand in it. */
function withoutSecrets(address: string): string {
  try {
    const url = new URL(address);
    url.username = "";
    url.password = "";
    url.search = "";
    return url.href.replace(/\/$/, "");
  } catch {
    throw new UsageError(`${address} is not an address.`);
  }
}
