import path from "node:path";
import { now } from "@/lib/core/clock";
import { writeNewFile } from "@/lib/core/new-file";
import { type CopyReport, emptyReport } from "@/lib/transfer/copy/copy-report";
import { exportText } from "@/lib/transfer/copy/export-file";
import { recordCopyAudit } from "@/lib/transfer/copy/record-copy-audit";
import type { RoomSource } from "@/lib/transfer/copy/room-source";
import { skipOtherRooms } from "@/lib/transfer/copy/skip-other-rooms";
import type { CopyFlags } from "./copy-options";
import { openPlace, type Place } from "./places";
import { showProgress } from "./progress";
import { consoleContext, say, UsageError } from "./run-command";

/** Writes every room to a new file, and reads the file back to check it. */
export async function writeExport(
  from: Place,
  source: RoomSource,
  file: string,
  flags: CopyFlags,
): Promise<CopyReport> {
  const report = emptyReport(flags["dry-run"] === true);
  if (flags["verify-only"]) throw new UsageError("An export file is verified when it is read.");
  const total = await source.count();
  const includesTrash = flags["include-trash"] === true;
  if (report.isDryRun) {
    for await (const _room of source.rooms()) report.found += 1;
    report.created = report.found;
    await skipOtherRooms(source, report, { includesTrash });
    return report;
  }
  const withPasswords = flags["with-passwords"] === true;
  const progress = showProgress(total);
  const text = exportText(source, {
    at: now().toISOString(),
    withPasswords,
    includesTrash,
    onRoom: (done) => progress.step("copying", done),
  });
  await writeNewFile(file, text);
  progress.end();
  const written = await openPlace(file, { side: "from", writes: false, token: "", tokenFrom: "" });
  report.verified = (await written.source?.count()) ?? 0;
  report.found = report.verified;
  report.created = report.verified;
  await skipOtherRooms(source, report, { includesTrash });
  if (from.spaceId) {
    const note = {
      action: "rooms.export",
      spaceId: from.spaceId,
      subject: path.basename(file),
    } as const;
    await recordCopyAudit(consoleContext(), { ...note, withPasswords }, { rooms: report.found });
  }
  if (!withPasswords) say("Room passwords were left out; --with-passwords writes them too.");
  return report;
}
