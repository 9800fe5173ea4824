import { constants, type FileHandle, open } from "node:fs/promises";
import type { ErrorCode } from "@/lib/core/errors";
import { jsonText } from "@/lib/core/json-text";
import { LIMITS } from "@/lib/core/limits";
import { StorageError } from "@/lib/core/storage-error";
import type { Incarnation } from "@/lib/match/merge-room";
import type { NameSlot, Tombstone } from "@/lib/match/name-slot";
import { isRoomName } from "@/lib/match/room-schema";
import { isMissing } from "@/lib/storage/support/durable-file";
import {
  historyFrom,
  historyJson,
  incarnationFrom,
  incarnationJson,
  type TrashedJson,
} from "./slot-json";
import { requireContent, whyNoRoom } from "./why-no-room";

/** The content of an open room's file. */
export function roomFileText(incarnation: Incarnation): string {
  return `${jsonText(incarnationJson(incarnation), 2)}\n`;
}

/** Reads the open room in a file; null if there is no such file. Throws `corrupt`. */
export async function readRoomFile(file: string): Promise<Incarnation | null> {
  return readJsonFile(file, incarnationFrom);
}

/** The content of the file with a name's trash and tombstones. */
export function historyFileText(roomName: string, slot: NameSlot): string {
  return `${jsonText({ roomName, ...historyJson(slot) }, 2)}\n`;
}

/** Reads the trash and tombstones of a name; null if there is no such file. Throws `corrupt`. */
export async function readHistoryFile(
  file: string,
): Promise<{ roomName: string; history: Pick<NameSlot, "trash" | "tombstones"> } | null> {
  return readJsonFile(file, (value) => {
    const { roomName, ...history } = value as {
      roomName: string;
      trash: TrashedJson[];
      tombstones: Tombstone[];
    };
    if (!isRoomName(roomName)) throw new Error("no room name");
    return { roomName, history: historyFrom(history) };
  });
}

/** Reads the JSON of a file; null if there is no such file. Throws a StorageError that names the file and says why it is unusable. */
async function readJsonFile<T>(file: string, parse: (value: unknown) => T): Promise<T | null> {
  const bytes = await readBytes(file);
  if (bytes === null) return null;
  try {
    return parse(JSON.parse(requireContent(decoder.decode(bytes))));
  } catch (cause) {
    throw new StorageError(`${file} does not hold a room. ${whyNoRoom(cause)}`, cause, "corrupt");
  }
}

async function readBytes(file: string): Promise<Uint8Array | null> {
  let handle: FileHandle | undefined;
  try {
    // Without O_NONBLOCK, opening a pipe of that name would block.
    handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
    const found = await handle.stat();
    if (!found.isFile()) throw new StorageError(`${file} is not a file.`, undefined, "corrupt");
    if (found.size > LIMITS.roomFileBytesMax) {
      const most = `${LIMITS.roomFileBytesMax / 1024 / 1024} MB`;
      throw new StorageError(`${file} is larger than ${most}.`, undefined, "corrupt");
    }
    return await handle.readFile();
  } catch (error) {
    if (isMissing(error)) return null;
    if (error instanceof StorageError) throw error;
    const { code } = error as { code?: string };
    const [message, storageCode] = FAILURES[code ?? ""] ?? [];
    if (!message) throw error;
    throw new StorageError(`${file} ${message}.`, error, storageCode);
  } finally {
    await handle?.close();
  }
}

/** Why an existing path cannot be read as a file. */
const FAILURES: Record<string, [message: string, code: ErrorCode]> = {
  EISDIR: ["is a folder", "corrupt"],
  ELOOP: ["is a link that leads back to itself", "corrupt"],
  ENXIO: ["is not a file", "corrupt"],
  EACCES: ["may not be read by this account", "unavailable"],
  EPERM: ["may not be read by this account", "unavailable"],
};

const decoder = new TextDecoder("utf-8", { fatal: true });
