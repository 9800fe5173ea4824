import { counted } from "@/lib/core/counted";
import {
  type ImportStatus,
  importStatusOf,
  showsCounts,
} from "@/lib/transfer/imports/import-status";
import {
  countChanges,
  type ImportCounts,
  type NoteKind,
  type RoomImport,
} from "@/lib/transfer/imports/room-import";

/** The state of an import in a few words, and whether something is wrong with it. */
export function stateText(given: RoomImport): { short: string; isProblem: boolean } {
  const { state, report } = given;
  const standing = importStatusOf(given);
  const say = (short: string, isProblem = false) => ({ short, isProblem });
  if (standing === "working") return say(WORKING[state] ?? "Looking through");
  if (standing !== "done" || !report)
    return say(STATUS_TEXT[standing], PROBLEMS.includes(standing));
  if (troublesOf(report) > 0) return say("Done, not all of it", true);
  return say(countChanges(report) === 0 ? "Nothing came in" : "Done");
}

const WORKING: Partial<Record<RoomImport["state"], string>> = {
  running: "Under way",
  undoing: "Being taken back",
};

const PROBLEMS: readonly ImportStatus[] = ["stopped", "unusable", "failed"];

const STATUS_TEXT: Record<ImportStatus, string> = {
  working: "Under way",
  stopped: "Stopped half-way",
  waiting: "Waits for your decision",
  nothing: "Nothing to bring in",
  cleared: "Cleared away",
  unusable: "Cannot be used",
  failed: "Failed",
  done: "Done",
  undone: "Taken back",
  discarded: "Thrown away",
};

/** The line about an import in the list: its counts where they say what happened, or why it failed. */
export function rowText(given: RoomImport): string {
  if (given.state === "failed") return given.problem ?? "";
  return showsCounts(given) ? countsText(given.report) : "";
}

/** "12 new, 3 joined, 1 left out", or a text without counts. */
export function countsText(counts: ImportCounts | null): string {
  if (!counts) return "";
  const parts = [
    [counts.created, "new"],
    [counts.joined, "joined"],
    [counts.replaced, "replaced"],
    [counts.trashCopied, "into the trash"],
    [counts.unchanged, "there already"],
    [counts.trashUnchanged, "in the trash already"],
    [counts.skipped, "left out"],
    [counts.failed, "failed"],
    [counts.unreadable ?? 0, "not a room"],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return said.join(", ") || "No room";
}

/** Rooms that somebody must look at after an import. */
export function troublesOf({ failed, unverified }: ImportCounts): number {
  return failed + unverified;
}

/** The progress: "120 of 400 rooms". */
export function progressText({ done, total, phase }: RoomImport): string {
  if (phase === null) return "";
  const rooms = total === null ? counted(done, "room") : `${done} of ${counted(total, "room")}`;
  if (phase === "verifying") return `Reading them back: ${rooms}.`;
  if (phase === "trash") return `The trash: ${counted(done, "room")}.`;
  return phase === "undoing" ? "" : `${rooms}.`;
}

export const NOTE_TEXT: Record<NoteKind, string> = {
  created: "New",
  skipped: "Left out",
  failed: "Failed",
  lost: "Imported, but",
  unverified: "Not as in the file",
  unreadable: "No room",
};

export const POLICY_TEXT: Record<RoomImport["policy"], string> = {
  join: "Join the same room, leave any other",
  newest: "The one opened later stays",
  skip: "Leave it as it is",
};

/** "1.4 MB" */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return counted(bytes, "byte");
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** The file's name, or how many there are. */
export function filesText(files: RoomImport["files"]): string {
  const [first] = files;
  return files.length === 1 && first ? first.name : counted(files.length, "file");
}
