import type { RoomStorage } from "@/lib/storage/match-storage";
import { incarnationOf, mergeRoom } from "./merge-room";
import type { SerializedRoom } from "./room";

const AT_ONCE = 8;

export interface SkippedRoom {
  roomName: string;
  /** A stable error code, or `not_verified`. */
  code: string;
  message: string;
}

export interface CopyReport {
  /** Rooms that were read from the source. */
  found: number;
  /** Rooms that were not there before. */
  created: number;
  /** Rooms that were there and were joined, which changes nothing when they were equal. */
  joined: number;
  /** Rooms that were read back afterwards and hold everything the source has. */
  verified: number;
  skipped: SkippedRoom[];
}

export interface CopyOptions {
  from: RoomStorage;
  to: RoomStorage;
  /** Only counts; nothing is written, nothing verified. */
  isDryRun?: boolean;
  /** Called after each room. */
  onProgress?: (done: number, all: number) => void;
}

/**
 * Copies every open room from one storage to another by the merge rule, so that it may run twice, be cut short, or run while the
 * target is in use; then reads each one back. A room the target refuses is skipped and reported. Rejects only when the source
 * cannot be listed.
 */
export async function copyRooms(options: CopyOptions): Promise<CopyReport> {
  const { from, onProgress = () => {} } = options;
  const rooms = await from.listRooms();
  const report: CopyReport = {
    found: rooms.length,
    created: 0,
    joined: 0,
    verified: 0,
    skipped: [],
  };
  const waiting = [...rooms];
  let done = 0;
  const worker = async () => {
    for (let room = waiting.shift(); room; room = waiting.shift()) {
      await copyRoom(room, options, report);
      done += 1;
      onProgress(done, rooms.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return report;
}

async function copyRoom(
  room: SerializedRoom,
  { to, isDryRun = false }: CopyOptions,
  report: CopyReport,
): Promise<void> {
  const { roomName } = room;
  try {
    const wasThere = await to.hasRoom(roomName);
    if (!isDryRun) await to.saveRoom(room);
    if (wasThere) report.joined += 1;
    else report.created += 1;
    if (isDryRun) return;
    const missing = whatIsMissing(await to.getRoom(roomName), room);
    if (missing === null) report.verified += 1;
    else report.skipped.push({ roomName, code: "not_verified", message: missing });
  } catch (error) {
    const { code = "internal", message = String(error) } = error as Partial<SkippedRoom>;
    report.skipped.push({ roomName, code, message });
  }
}

/** Null when the stored room holds all that the source has: joining it once more would change nothing. */
function whatIsMissing(stored: SerializedRoom | null, source: SerializedRoom): string | null {
  if (!stored) return "It cannot be read back.";
  const kept = incarnationOf(stored);
  const wanted = incarnationOf(source);
  if (kept.createdAtMs !== wanted.createdAtMs) return "Another room of that name is stored.";
  const joined = mergeRoom(kept, wanted);
  if (joined === kept) return null;
  if (joined.ratings !== kept.ratings) return "Ratings are missing.";
  if (joined.progress !== kept.progress) return "Progress is missing.";
  if (joined.password !== kept.password) {
    return "Its password cannot be read back: a token needs the scope rooms:secrets for that.";
  }
  return "Its settings differ.";
}
