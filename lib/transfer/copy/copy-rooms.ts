import { NO_JOURNAL } from "./copy-journal";
import { type CopyReport, emptyReport } from "./copy-report";
import { copyRoom } from "./copy-room";
import { type CopyOptions, type CopyRun, inParallel } from "./copy-run";
import { copyTrash } from "./copy-trash";
import { verifyRooms, verifyTrash } from "./verify-rooms";

/**
 * Copies every open room from one place to another, a few at a time and never all in memory; then reads each back and compares
 * by the merge rule. It may run twice, be cut short, or run while both sides are in use. Rooms that are left out or refused are
 * in the report with their reason. Rejects only when the source cannot be read.
 */
export async function copyRooms(options: CopyOptions): Promise<CopyReport> {
  const { from, to, policy = "join", journal = NO_JOURNAL, signal } = options;
  const report = emptyReport(options.isDryRun === true);
  const run: CopyRun = {
    from,
    to,
    policy,
    journal,
    options,
    report,
    failuresInRow: 0,
    stop: (why) => {
      report.stopped ??= why;
    },
    isStopped: () => {
      if (signal?.aborted) report.stopped ??= "It was interrupted.";
      return report.stopped !== null;
    },
  };
  if (!options.verifiesOnly) {
    // Where the trash is made by saving and deleting, older lives must be there before the open room is.
    const trashFirst = options.includesTrash === true && !to.keeps.trash;
    if (trashFirst) await copyTrash(run);
    await inParallel(from.rooms(), run, "copying", (room) => copyRoom(room, run));
    if (options.includesTrash && !trashFirst) await copyTrash(run);
  }
  if (!report.isDryRun && !run.isStopped()) {
    await verifyRooms(run);
    if (options.includesTrash && !run.isStopped()) await verifyTrash(run);
  }
  return report;
}
