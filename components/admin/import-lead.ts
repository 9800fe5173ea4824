import { counted } from "@/lib/core/counted";
import { canUndo, importStatusOf } from "@/lib/transfer/imports/import-status";
import {
  countChanges,
  type ImportCounts,
  type RoomImport,
} from "@/lib/transfer/imports/room-import";
import { countsText, progressText, stateText, troublesOf } from "./import-text";

/** The sentence under an import's title: how it went, or what it would do. */
export function leadText(given: RoomImport): { text: string; isProblem: boolean } {
  return { text: LEADS[importStatusOf(given)](given), isProblem: stateText(given).isProblem };
}

const LEADS: Record<ReturnType<typeof importStatusOf>, (given: RoomImport) => string> = {
  working: workingText,
  stopped: ({ state }) =>
    state === "undoing"
      ? "The server that took it back stopped. The rooms that are in the trash stay there; you can continue with the rest."
      : state === "running"
        ? "The server that worked on it stopped. The rooms that it had imported are there; you can continue with the rest."
        : "The server that looked through it stopped. No room was touched.",
  waiting: ({ report }) => `It would bring this: ${countsText(report)}. Nothing is changed yet.`,
  nothing: ({ report }) => nothingText(report),
  cleared: () =>
    "The uploaded file was cleared away after a day, and no room was touched. Upload it again.",
  unusable: ({ problem }) => `${problem ?? "It failed."} No room was touched.`,
  failed: (given) => failedText(given),
  done: ({ report }) => doneText(report),
  undone: ({ made, done }) => undoneText(made, done),
  discarded: () => "It was thrown away. No room was touched.",
};

function workingText(given: RoomImport): string {
  const { state } = given;
  if (state === "undoing") return "The rooms it made are going to the trash.";
  const doing =
    state === "running" ? "Bringing rooms in." : "Looking through it. Nothing is changed yet.";
  return `${doing} ${progressText(given)}`.trim();
}

function nothingText(report: ImportCounts | null): string {
  const left = report ? report.skipped + report.failed + (report.unreadable ?? 0) : 0;
  if (left === 0) return `Nothing in it is new here: ${countsText(report)}.`;
  return `Nothing in it can be brought in: ${countsText(report)}. The reasons are below. Correct the file or choose other options, and upload it again.`;
}

function failedText(given: RoomImport): string {
  const why = given.problem ?? "It failed.";
  if (!canUndo(given)) return why;
  const rooms = counted(given.made, "room");
  return `${why} It had made ${rooms}, which can be taken back.`;
}

function doneText(report: ImportCounts | null): string {
  if (!report) return "It is done.";
  const { failed, unverified, verified, skipped } = report;
  const came =
    countChanges(report) === 0
      ? `Nothing came in: ${countsText(report)}.`
      : `${countsText(report)}.`;
  const troubles = [
    failed > 0 ? `${counted(failed, "room")} failed.` : "",
    unverified > 0 ? `${counted(unverified, "room")} are not exactly as in the file.` : "",
  ].filter(Boolean);
  const others = troublesOf(report) + skipped > 0 ? "The others were" : "Every room was";
  const back = verified > 0 ? `${others} read back and compared.` : "";
  return [came, ...troubles, back].filter(Boolean).join(" ");
}

function undoneText(made: number, trashed: number): string {
  if (trashed >= made) {
    return "It was taken back. The rooms it made are in the trash and can be restored there.";
  }
  return `It was taken back. Of the ${counted(made, "room")} it made, ${trashed} went to the trash and can be restored there; the others were locked, moved or gone.`;
}
