import { LIMITS } from "@/lib/core/limits";
import type { RoomStorage } from "@/lib/storage/match/storage";
import type { ConflictPolicy } from "./conflict";
import type { CopyJournal } from "./copy-journal";
import type { CopyReport } from "./copy-report";
import type { RoomSource } from "./room-source";

export type CopyPhase = "copying" | "trash" | "verifying";

export interface CopyOptions {
  from: RoomSource;
  to: RoomStorage;
  policy?: ConflictPolicy;
  /** Looks at everything and writes nothing; the report says what would happen. */
  isDryRun?: boolean;
  /** Writes nothing, only compares. */
  verifiesOnly?: boolean;
  includesTrash?: boolean;
  /** Copies rooms whose password cannot be read as well: nobody is asked for one there. */
  opensHidden?: boolean;
  journal?: CopyJournal;
  /** Ends the run after the rooms that are under way. */
  signal?: AbortSignal;
  /** Called when a room is created, for those who want to take it back. */
  onCreated?: (room: { roomName: string; createdAt: string }) => void | Promise<void>;
  /** Called after each room. */
  onProgress?: (phase: CopyPhase, done: number, report: CopyReport) => void;
}

/** What one run hands on from part to part. */
export interface CopyRun extends Required<Pick<CopyOptions, "from" | "to" | "policy" | "journal">> {
  options: CopyOptions;
  report: CopyReport;
  /** Failures in a row that say the target is away. */
  failuresInRow: number;
  /** Ends the run, and says why. */
  stop(why: string): void;
  isStopped(): boolean;
}

/** Takes items off a scan, a bounded number at once, until it ends or the run is stopped. */
export async function inParallel<T>(
  items: AsyncIterable<T>,
  run: CopyRun,
  phase: CopyPhase,
  work: (item: T) => Promise<void>,
  atOnce: number = LIMITS.copyAtOnceRooms,
): Promise<void> {
  const scan = items[Symbol.asyncIterator]();
  let done = 0;
  const worker = async () => {
    while (!run.isStopped()) {
      const next = await scan.next();
      if (next.done || run.isStopped()) return;
      await work(next.value);
      done += 1;
      run.options.onProgress?.(phase, done, run.report);
    }
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, worker));
  } finally {
    await scan.return?.();
  }
}
