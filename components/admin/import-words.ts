import { counted } from "@/lib/core/counted";
import {
  type ImportCounts,
  isAtWork,
  type NoteKind,
  type RoomImport,
} from "@/lib/imports/room-import";

/** Where an import stands, in a few words. */
export function stateWords(given: RoomImport): string {
  if (given.isSilent && ["uploaded", "checking", "running", "undoing"].includes(given.state)) {
    return "Stopped half-way";
  }
  return STATES[given.state];
}

const STATES: Record<RoomImport["state"], string> = {
  uploaded: "Looking through",
  checking: "Looking through",
  checked: "Waits for a yes",
  running: "Under way",
  done: "Done",
  failed: "Failed",
  undoing: "Being taken back",
  undone: "Taken back",
  discarded: "Thrown away",
};

/** "12 new, 3 joined, 1 left out", or what there is to say instead. */
export function tallyWords(counts: ImportCounts | null): string {
  if (!counts) return "";
  const parts = [
    [counts.created, "new"],
    [counts.joined, "joined"],
    [counts.replaced, "replaced"],
    [counts.trashCopied, "into the trash"],
    [counts.unchanged, "there already"],
    [counts.skipped, "left out"],
    [counts.failed, "failed"],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return said.join(", ") || "No room";
}

/** How far it is: "120 of 400 rooms". */
export function progressWords({ done, total, phase }: RoomImport): string {
  if (phase === null) return "";
  const rooms = total === null ? counted(done, "room") : `${done} of ${counted(total, "room")}`;
  if (phase === "verifying") return `Reading them back: ${rooms}.`;
  if (phase === "trash") return `The trash: ${counted(done, "room")}.`;
  return phase === "undoing" ? "" : `${rooms}.`;
}

/** The answer under the title. */
export function leadWords(given: RoomImport): { words: string; isProblem: boolean } {
  const { state, report, problem } = given;
  const say = (words: string, isProblem = false) => ({ words, isProblem });
  if (isAtWork(given)) {
    if (state === "undoing") return say("The rooms it made are going to the trash.");
    const doing =
      state === "running" ? "Bringing rooms in." : "Looking through it. Nothing is changed yet.";
    return say(`${doing} ${progressWords(given)}`.trim());
  }
  switch (state) {
    case "checked":
      return say(wouldWords(report));
    case "done":
      return doneWords(report);
    case "failed":
      return say(problem ?? "It failed.", true);
    case "undone":
      return say(
        "It was taken back. The rooms it made are in the trash and can be restored there.",
      );
    case "discarded":
      return say("It was thrown away. No room was touched.");
    default:
      return say(
        "The server that worked on it stopped. What it had brought in is there; the rest can be gone on with.",
        true,
      );
  }
}

function wouldWords(report: ImportCounts | null): string {
  if (!report) return "It was looked through.";
  const news = report.created + report.joined + report.replaced + report.trashCopied;
  if (news === 0) return "Nothing in it is new here.";
  return `It would bring this: ${tallyWords(report)}. Nothing is changed yet.`;
}

function doneWords(report: ImportCounts | null): { words: string; isProblem: boolean } {
  const isProblem = (report?.failed ?? 0) + (report?.unverified ?? 0) > 0;
  const back = isProblem
    ? `${counted(report?.unverified ?? 0, "room")} could not be read back as they came.`
    : "Every room was read back and compared.";
  return { words: `${tallyWords(report)}. ${back}`, isProblem };
}

export const NOTE_WORDS: Record<NoteKind, string> = {
  created: "New",
  skipped: "Left out",
  failed: "Failed",
  lost: "Came in, but",
  unverified: "Not as it came",
  unreadable: "No room",
};

export const POLICY_WORDS: Record<RoomImport["policy"], string> = {
  join: "Join the same room, leave any other",
  newest: "The one opened later stays",
  skip: "Leave it as it is",
};

/** "1.4 MB" */
export function sizeWords(bytes: number): string {
  if (bytes < 1024) return counted(bytes, "byte");
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** The file's name, or how many there are. */
export function filesWords(files: RoomImport["files"]): string {
  const [first] = files;
  return files.length === 1 && first ? first.name : counted(files.length, "file");
}
