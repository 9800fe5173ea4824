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
  /** Writes nothing; the report says what would happen. */
  isDryRun?: boolean;
  /** Writes nothing, only compares. */
  verifiesOnly?: boolean;
  includesTrash?: boolean;
  /** Also copies rooms whose passwords cannot be read. In the target they have no password. */
  opensHidden?: boolean;
  journal?: CopyJournal;
  /** Stops the run after the rooms that are in progress. */
  signal?: AbortSignal;
  /** Called when a room was created, so that a caller can undo it. */
  onCreated?: (room: { roomName: string; createdAt: string }) => void | Promise<void>;
  /** Called after each room. */
  onProgress?: (phase: CopyPhase, done: number, report: CopyReport) => void;
}

/** The state of one run. */
export interface CopyRun extends Required<Pick<CopyOptions, "from" | "to" | "policy" | "journal">> {
  options: CopyOptions;
  report: CopyReport;
  /** How many writes have failed in a row. */
  failuresInRow: number;
  /** Stops the run with this reason. */
  stop(why: string): void;
  isStopped(): boolean;
}

/** Processes the items of a scan, at most `atOnce` at the same time, until it ends or the run is stopped. */
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
