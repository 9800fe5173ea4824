import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import { parseJson } from "@/lib/core/parse-json";
import { unpacked } from "@/lib/core/summed-lines";
import type { ScannedRoom, ScannedTrash } from "@/lib/match/copied-room";
import { parseSerializedRoom } from "@/lib/match/room-schema";
import { requireContent, whyNoRoom } from "@/lib/storage/match/why-no-room";
import { isExportHeader, isTrashed, readExport } from "./export-file";
import { noOtherRooms, type RoomSource } from "./room-source";

/** A file that may contain rooms: an export or the JSON of one MovieMatch room, compressed or not. */
export interface RoomFile {
  name: string;
  /** Its bytes from the start, each time. */
  open(): AsyncIterable<Uint8Array>;
}

/** A file, or a line of an export, that contains no readable room. */
export interface UnreadableFile {
  file: string;
  message: string;
}

export interface FilesSource extends RoomSource {
  /** The files and lines that contain no readable room; filled by the first reading. */
  readonly unreadable: UnreadableFile[];
  /** How many trashed rooms are in the files. */
  readonly trashCount: number;
}

const PASSWORD_ADVICE =
  "The export was made without room passwords: make it again with them, or choose to bring in such rooms without.";

/**
 * Makes a source of rooms from files. All files are read once before any room is used, so that no room of an incomplete or altered export
 * is used. Files and lines without a readable room are in `unreadable`.
 * @returns rejects with `corrupt` or `invalid_document` when an export is not whole
 */
export async function sourceOfFiles(files: readonly RoomFile[]): Promise<FilesSource> {
  const unreadable: UnreadableFile[] = [];
  const exports = new Set<RoomFile>();
  let rooms = 0;
  let trashCount = 0;
  for (const file of files) {
    const onUnreadable = (message: string) => {
      if (unreadable.length >= LIMITS.importUnreadableMax) throw tooManyUnreadable();
      unreadable.push({ file: file.name, message });
    };
    if (isExportHeader(await firstLine(file))) exports.add(file);
    for await (const scanned of readFile(file, exports.has(file), onUnreadable)) {
      if (isTrashed(scanned)) trashCount += 1;
      else rooms += 1;
    }
  }
  async function* everything() {
    for (const file of files) yield* readFile(file, exports.has(file), () => {});
  }
  return {
    unreadable,
    trashCount,
    passwordAdvice: PASSWORD_ADVICE,
    count: async () => rooms,
    async *rooms() {
      for await (const scanned of everything()) if (!isTrashed(scanned)) yield scanned;
    },
    async *trash() {
      for await (const scanned of everything()) if (isTrashed(scanned)) yield scanned;
    },
    otherRooms: noOtherRooms,
  };
}

function tooManyUnreadable(): RoomkeeperError {
  const message = `More than ${LIMITS.importUnreadableMax} lines are not rooms, so nothing of the file is used.`;
  return new RoomkeeperError("invalid_document", message);
}

async function* readFile(
  file: RoomFile,
  isExport: boolean,
  onUnreadable: (message: string) => void,
): AsyncGenerator<ScannedRoom | ScannedTrash> {
  try {
    if (isExport) yield* readExport(file.open(), onUnreadable);
    else {
      const room = await readRoom(file, onUnreadable);
      if (room) yield room;
    }
  } catch (error) {
    if (!(error instanceof RoomkeeperError)) throw error;
    throw new RoomkeeperError(error.code, `${file.name}: ${error.message}`, error.details, error);
  }
}

/** The one room of a plain JSON file. */
async function readRoom(
  file: RoomFile,
  onUnreadable: (message: string) => void,
): Promise<ScannedRoom | null> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of unpacked(file.open(), LIMITS.bodyBytesMax)) chunks.push(chunk);
    const text = new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
    return { room: parseSerializedRoom(parseJson(requireContent(text))) };
  } catch (error) {
    const isOurs = error instanceof RoomkeeperError;
    if (!isOurs && !(error instanceof SyntaxError) && !(error instanceof TypeError)) throw error;
    onUnreadable(whyNoRoom(error));
    return null;
  }
}

/** The first line, or enough of it to recognize an export. */
async function firstLine(file: RoomFile): Promise<string> {
  const HEADER_BYTES_MAX = 1024;
  let text = "";
  try {
    for await (const chunk of unpacked(file.open())) {
      text += Buffer.from(chunk).toString("latin1");
      if (text.includes("\n") || text.length > HEADER_BYTES_MAX) break;
    }
  } catch (error) {
    if (!(error instanceof RoomkeeperError)) throw error;
  }
  return text.split("\n", 1)[0] ?? "";
}
