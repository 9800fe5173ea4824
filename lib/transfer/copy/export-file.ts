import { z } from "zod";
import { RoomkeeperError } from "@/lib/core/errors";
import { jsonText } from "@/lib/core/json-text";
import { LIMITS } from "@/lib/core/limits";
import { isMoment } from "@/lib/core/moment";
import { summedLines, unpacked, withSum } from "@/lib/core/summed-lines";
import { isStorableText } from "@/lib/core/text";
import type { ScannedRoom, ScannedTrash } from "@/lib/match/copied-room";
import { parseSerializedRoom, ratedAtMs } from "@/lib/match/room-schema";
import type { RoomSource } from "./room-source";

/** The version of the format. It increases when older readers would misunderstand the file. */
const FORMAT = 1;

/** How the name of an export ends. With `.gz` it is compressed. */
export const EXPORT_NAME = /\.roomkeeper\.jsonl(\.gz)?$/;

export interface ExportOptions {
  /** ISO 8601. */
  at: string;
  space?: string;
  withPasswords: boolean;
  includesTrash: boolean;
  /** Called after each room. */
  onRoom?: (done: number) => void;
}

export interface ExportCounts {
  rooms: number;
  trash: number;
}

/**
 * Writes rooms as text: a header line, a line for each room, and a last line with the counts and the checksum (lib/core/summed-lines.ts).
 * It reads the source while it writes, so that the rooms need not be in memory.
 */
export function exportText(source: RoomSource, options: ExportOptions): AsyncGenerator<string> {
  const counts: ExportCounts = { rooms: 0, trash: 0 };
  return withSum(linesOf(source, options, counts), () => ({ ...counts }));
}

async function* linesOf(
  source: RoomSource,
  options: ExportOptions,
  counts: ExportCounts,
): AsyncGenerator<string> {
  const { at, space, withPasswords } = options;
  const passwords = withPasswords ? "included" : "withheld";
  yield JSON.stringify({ roomkeeper: "rooms", format: FORMAT, at, space, passwords });
  for await (const scanned of source.rooms()) {
    yield lineOf(scanned, withPasswords);
    counts.rooms += 1;
    options.onRoom?.(counts.rooms + counts.trash);
  }
  if (!options.includesTrash) return;
  for await (const scanned of source.trash()) {
    yield lineOf(scanned, withPasswords);
    counts.trash += 1;
    options.onRoom?.(counts.rooms + counts.trash);
  }
}

/** A room whose password is left out is marked, so that it is not mistaken for a room without a password. */
function lineOf(scanned: ScannedRoom | ScannedTrash, withPasswords: boolean): string {
  const { password, ...room } = scanned.room;
  if (withPasswords || password === undefined) return jsonText(scanned);
  return jsonText({ ...scanned, room, passwordHidden: true });
}

const headerSchema = z.object({
  roomkeeper: z.literal("rooms"),
  format: z.number(),
  passwords: z.enum(["included", "withheld"]),
});

const text = (unitsMax: number) => z.string().max(unitsMax).refine(isStorableText);

const lineSchema = z.object({
  room: z.unknown(),
  takenBack: z
    .array(z.tuple([text(LIMITS.mediaIdUnitsMax), text(LIMITS.userNameUnitsMax), ratedAtMs]))
    .optional(),
  passwordHidden: z.boolean().optional(),
  reason: z.enum(["deleted", "expired", "replaced"]).optional(),
  trashedAt: z.iso
    .datetime()
    .refine((at) => isMoment(Date.parse(at)))
    .optional(),
});

/** Whether a file's first line is that of an export. */
export function isExportHeader(line: string): boolean {
  try {
    return (JSON.parse(line) as { roomkeeper?: unknown } | null)?.roomkeeper === "rooms";
  } catch {
    return false;
  }
}

/**
 * Yields every room of an export, first the open ones, then the trash. Throws `corrupt` if the file is incomplete or altered, at the
 * latest after the last room, and `invalid_document` if it has a newer format. Calls `onUnreadable` for each room that cannot be stored.
 *
 * @param bytes the file, compressed or not
 */
export async function* readExport(
  bytes: AsyncIterable<Uint8Array>,
  onUnreadable: (message: string) => void = () => {},
): AsyncGenerator<ScannedRoom | ScannedTrash> {
  let number = 0;
  const lines = summedLines(unpacked(bytes, LIMITS.importUnpackedBytesMax), {
    lineBytesMax: LIMITS.importLineBytesMax,
  });
  for await (const line of lines) {
    number += 1;
    if (number === 1) {
      checkHeader(line);
      continue;
    }
    const scanned = roomOf(line, (message) => onUnreadable(`line ${number}: ${message}`));
    if (scanned) yield scanned;
  }
}

function checkHeader(line: string): void {
  const header = headerSchema.safeParse(isExportHeader(line) ? JSON.parse(line) : null);
  if (!header.success) {
    throw new RoomkeeperError("invalid_document", "This is no export of rooms.");
  }
  if (header.data.format > FORMAT) {
    const message = "This export is in a newer format than this Roomkeeper reads.";
    throw new RoomkeeperError("invalid_document", message);
  }
}

function roomOf(
  line: string,
  refuse: (message: string) => void,
): ScannedRoom | ScannedTrash | null {
  const parsed = lineSchema.safeParse(valueIn(line));
  if (!parsed.success) {
    refuse("It contains no room.");
    return null;
  }
  const { room, ...rest } = parsed.data;
  try {
    return { room: parseSerializedRoom(room), ...rest };
  } catch (error) {
    refuse(error instanceof RoomkeeperError ? error.message : "It contains no room.");
    return null;
  }
}

function valueIn(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

export function isTrashed(scanned: ScannedRoom | ScannedTrash): scanned is ScannedTrash {
  return "reason" in scanned && scanned.reason !== undefined && scanned.trashedAt !== undefined;
}
