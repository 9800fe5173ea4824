import { stat } from "node:fs/promises";
import { parseArgs } from "node:util";
import { copyRooms } from "@/lib/rooms/copy-rooms";
import { createSpace } from "@/lib/spaces/create-space";
import { findSpace } from "@/lib/spaces/find-space";
import type { RoomStorage } from "@/lib/storage/match-storage";
import { createFileMatchStorage } from "@/lib/storage/match-storage-file";
import { createHttpMatchStorage } from "@/lib/storage/match-storage-http";
import { createMemoryMatchStorage } from "@/lib/storage/match-storage-memory";
import { createPrismaMatchStorage } from "@/lib/storage/match-storage-prisma";
import { env } from "@/lib/wire/env";
import { processContext } from "@/lib/wire/process-context";
import { CONSOLE, print, runCommand, say, UsageError } from "./run-command";

const USAGE = `Usage: npm run -s rooms -- copy FROM TO [--dry-run]
FROM and TO are a folder of MovieMatch's room files, postgres:SPACE, or the address of another
Roomkeeper, such as https://rooms.example.org, with its token in STORAGE_TOKEN.`;

const POSTGRES = "postgres:";
const places = process.argv.slice(2);

await runCommand(
  async () => {
    const { values, positionals } = readArguments();
    const [command, from, to, ...rest] = positionals;
    if (command !== "copy" || !from || !to || rest.length > 0) throw new UsageError(USAGE);
    const isDryRun = values["dry-run"] === true;
    const unread: string[] = [];
    const source = await openPlace(from, { mustExist: true, unread });
    const target = await openPlace(to, { mustExist: isDryRun, unread });
    const report = await copyRooms({
      from: source,
      to: target,
      isDryRun,
      onProgress: (done, all) => {
        if (done % 50 === 0 || done === all) say(`${done} of ${all} rooms.`);
      },
    });
    await source.close();
    await target.close();
    for (const message of unread) say(`Skipped a file: ${message}`);
    for (const { roomName, code, message } of report.skipped) {
      say(`Skipped “${roomName}”: ${message} (${code})`);
    }
    const skipped = report.skipped.length + unread.length;
    const done = isDryRun ? "nothing written" : `${report.verified} verified`;
    const counts = `${report.found} found, ${report.created} new, ${report.joined} joined`;
    print(`${counts}, ${done}, ${skipped} skipped`);
    if (skipped > 0) process.exitCode = 1;
  },
  { withDatabase: places.some((place) => place.startsWith(POSTGRES)) },
);

interface Opening {
  mustExist: boolean;
  /** Gathers what is said of files that hold no room. */
  unread: string[];
}

async function openPlace(place: string, { mustExist, unread }: Opening): Promise<RoomStorage> {
  if (place.startsWith(POSTGRES)) return openSpace(place.slice(POSTGRES.length), mustExist);
  if (/^https?:\/\//.test(place)) {
    const { token } = env().storage;
    if (!token) throw new UsageError("Set STORAGE_TOKEN to a token of that Roomkeeper.");
    return createHttpMatchStorage({ url: place, token });
  }
  if (mustExist && !(await isFolder(place))) {
    throw new UsageError(`There is no folder ${place}.\n${USAGE}`);
  }
  return createFileMatchStorage({
    storagePath: place,
    onCorruptFile: (error) => unread.push(error.message),
  });
}

async function openSpace(name: string, mustExist: boolean): Promise<RoomStorage> {
  const found = await findSpace(CONSOLE, { name });
  if (!found && mustExist) {
    say(`There is no space “${name}” yet.`);
    return createMemoryMatchStorage();
  }
  const space = found ?? (await createSpace(CONSOLE, { name }));
  return createPrismaMatchStorage({
    process: processContext(),
    spaceId: space.id,
    actor: CONSOLE.actor,
  });
}

async function isFolder(place: string): Promise<boolean> {
  return stat(place).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

function readArguments() {
  try {
    return parseArgs({ options: { "dry-run": { type: "boolean" } }, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n${USAGE}`);
  }
}
