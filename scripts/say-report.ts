import { shownText } from "@/lib/core/hidden-characters";
import { quoteName } from "@/lib/core/quote-name";
import type { CopyReport, RoomNote } from "@/lib/transfer/copy/copy-report";
import { say } from "./run-command";

const NAME_UNITS = 32;

/** Prints a table of the skipped, failed and incomplete rooms to stderr. */
export function sayReport(report: CopyReport, unreadable: readonly string[]): void {
  if (report.stopped) say(`Ended early: ${report.stopped}`);
  section("Skipped", report.skipped);
  section("Failed", report.failed);
  section("Not verified", report.notVerified);
  section("Copied, but", report.lost);
  for (const message of unreadable) say(`No room: ${message}`);
}

function section(title: string, notes: readonly RoomNote[]): void {
  if (notes.length === 0) return;
  say(`${title} (${notes.length}):`);
  for (const { roomName, code, message } of notes) {
    const name = quoteName(roomName).padEnd(NAME_UNITS);
    say(`  ${name}  ${code.padEnd(19)}  ${shownText(message)}`);
  }
}

/** The summary in one line, for stdout. */
export function summaryOf(report: CopyReport, unreadable: readonly string[]): string {
  const { found, created, joined, replaced, unchanged, doneBefore, trashCopied, verified } = report;
  const skipped = report.skipped.length + unreadable.length;
  const parts = [
    `${found} found`,
    `${created} new`,
    `${joined} joined`,
    ...(replaced > 0 ? [`${replaced} replaced`] : []),
    ...(unchanged > 0 ? [`${unchanged} unchanged`] : []),
    ...(doneBefore > 0 ? [`${doneBefore} done before`] : []),
    ...(report.trashFound > 0 ? [`${trashCopied} into the trash`] : []),
    report.isDryRun ? "nothing written" : `${verified} verified`,
    ...(report.notVerified.length > 0 ? [`${report.notVerified.length} not verified`] : []),
    `${skipped} skipped`,
    ...(report.failed.length > 0 ? [`${report.failed.length} failed`] : []),
  ];
  return parts.join(", ");
}
