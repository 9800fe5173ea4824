import { stat } from "node:fs/promises";
import { counted } from "@/lib/core/counted";
import { shownText } from "@/lib/core/hidden-characters";
import type { FindingKind } from "@/lib/storage/match/file-state";
import { type FolderReport, verifyFolder } from "@/lib/storage/match/verify-folder";
import { say, UsageError } from "./run-command";

/** Every kind of finding in the order in which they matter: its heading, and its words in the summary. */
const KINDS: Record<FindingKind, [title: string, inSummary: string]> = {
  damaged: ["Damaged", "damaged"],
  "half-written": ["Half written", "half written"],
  missing: ["Missing", "missing"],
  unreadable: ["Not readable by this account", "not readable"],
  changed: ["Changed outside", "changed outside"],
  interrupted: ["Interrupted", "interrupted"],
  leftover: ["Left over", "left over"],
};
const ENTRIES = Object.entries(KINDS) as [FindingKind, [string, string]][];

const FILE_UNITS = 40;

/** Compares a folder with its checksums, and names what differs on stderr. */
export async function verifyRooms(place: string): Promise<FolderReport> {
  const folder = place.replace(/^file:/, "");
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new UsageError(`There is no folder ${folder}.`);
  const report = await verifyFolder(folder);
  for (const [kind, [title]] of ENTRIES) {
    const found = report.findings.filter((finding) => finding.kind === kind);
    if (found.length > 0) say(`${title} (${found.length}):`);
    for (const { file, message } of found) {
      say(`  ${shownText(file).padEnd(FILE_UNITS)}  ${shownText(message)}`);
    }
  }
  return report;
}

/** The summary in one line, for stdout. */
export function folderSummary({ files, whole, unrecorded, findings }: FolderReport): string {
  const parts = ENTRIES.flatMap(([kind, [, words]]) => {
    const count = findings.filter((finding) => finding.kind === kind).length;
    return count > 0 ? [`${count} ${words}`] : [];
  });
  const noSum = unrecorded > 0 ? [`${unrecorded} without checksum`] : [];
  return [counted(files, "file"), `${whole} as written`, ...noSum, ...parts].join(", ");
}
