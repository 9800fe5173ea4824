import { countChanges, isImportActive, type RoomImport } from "./room-import";

/** The status of an import, from which its page, its row in the list and its buttons follow. */
export type ImportStatus =
  | "working"
  /** The instance that worked on it stopped. */
  | "stopped"
  /** The check is finished, and the import waits for confirmation. */
  | "waiting"
  /** The check is finished, and there is nothing to import. */
  | "nothing"
  /** It waited too long, and the uploaded files were deleted. */
  | "cleared"
  /** No file of it could be read as rooms, so nothing was imported. */
  | "unusable"
  /** It failed while it ran or while it was undone. */
  | "failed"
  | "done"
  | "undone"
  | "discarded";

export function importStatusOf(given: RoomImport): ImportStatus {
  const { state, report, hasFiles } = given;
  if (isImportActive(given)) return "working";
  switch (state) {
    case "checked":
      if (report && countChanges(report) === 0) return "nothing";
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

/** Whether the import can be undone. A failed import may have created rooms as well. */
export function canUndo({ state, made }: RoomImport): boolean {
  return made > 0 && (state === "done" || state === "failed");
}

/** Whether to show the counts of what the import did or would do. */
export function showsCounts(given: RoomImport): boolean {
  return ["waiting", "nothing", "done"].includes(importStatusOf(given));
}
