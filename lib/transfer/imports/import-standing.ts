import { isAtWork, newsOf, type RoomImport } from "./room-import";

/** How an import stands, for whoever looks at it; the headline, the list and the buttons follow from this. */
export type Standing =
  | "working"
  /** The instance that worked on it stopped. */
  | "stopped"
  /** Looked through, and waits for a yes. */
  | "waiting"
  /** Looked through, and there is nothing to say yes to. */
  | "nothing"
  /** It waited too long, and the upload was removed. */
  | "cleared"
  /** No file of it could be read as rooms, so nothing was imported. */
  | "unusable"
  /** It failed while it was carried out or taken back. */
  | "failed"
  | "done"
  | "undone"
  | "discarded";

export function standingOf(given: RoomImport): Standing {
  const { state, report, hasFiles } = given;
  if (isAtWork(given)) return "working";
  switch (state) {
    case "checked":
      if (report && newsOf(report) === 0) return "nothing";
      return hasFiles ? "waiting" : "cleared";
    case "failed":
      return report ? "failed" : "unusable";
    case "nothing":
    case "done":
    case "undone":
    case "discarded":
      return state;
    default:
      return "stopped";
  }
}

/** Whether the rooms that it made can be taken back. A run that failed half-way may have made some as well. */
export function canUndo({ state, made }: RoomImport): boolean {
  return made > 0 && (state === "done" || state === "failed");
}

/** Whether its counts say what it did, or what it would do if somebody said yes. */
export function showsCounts(given: RoomImport): boolean {
  return ["waiting", "nothing", "done"].includes(standingOf(given));
}
