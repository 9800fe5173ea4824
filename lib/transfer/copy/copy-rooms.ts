import { NO_JOURNAL } from "./copy-journal";
import { type CopyReport, emptyReport } from "./copy-report";
import { copyRoom } from "./copy-room";
import { type CopyOptions, type CopyRun, inParallel } from "./copy-run";
import { copyTrash } from "./copy-trash";
import { skipOtherRooms } from "./skip-other-rooms";
import { verifyRooms, verifyTrash } from "./verify-rooms";

/**
 * Copies every open room from a source to a storage, a few at a time and never all in memory. Then it reads each room back and compares
 * it by the merge rule. It can be repeated, interrupted, and run while both sides are in use. The report contains skipped and refused
 * rooms with their reasons. Rejects only if the source cannot be read.
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
    // If trashed rooms must be copied by saving and deleting them, this must happen before the open room of their name is saved.
    const trashFirst = options.includesTrash === true && !to.canImport.trash;
    if (trashFirst) await copyTrash(run);
    await inParallel(from.rooms(), run, "copying", (room) => copyRoom(room, run));
    if (options.includesTrash && !trashFirst) await copyTrash(run);
    if (!run.isStopped()) await skipOtherRooms(from, report, options);
  }
  if (!report.isDryRun && !run.isStopped()) {
    await verifyRooms(run);
    if (options.includesTrash && !run.isStopped()) await verifyTrash(run);
  }
  return report;
}
