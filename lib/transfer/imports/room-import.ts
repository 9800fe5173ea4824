import type { ConflictPolicy } from "@/lib/transfer/copy/conflict";
import type { CopyReport } from "@/lib/transfer/copy/copy-report";

/** The policies for imports in the browser. `fail` is not among them, because everything is checked before. */
export const IMPORT_POLICIES = ["join", "newest", "skip"] as const satisfies ConflictPolicy[];
export type ImportPolicy = (typeof IMPORT_POLICIES)[number];

export type ImportState =
  | "uploaded"
  | "checking"
  | "checked"
  | "nothing"
  | "running"
  | "done"
  | "failed"
  | "undoing"
  | "undone"
  | "discarded";

/** The counts of a copy, without its lists. */
export type ImportCounts = {
  [Key in keyof CopyReport as CopyReport[Key] extends number ? Key : never]: number;
} & {
  skipped: number;
  failed: number;
  unverified: number;
  /** Files and lines that contain no readable room. Missing in imports of older versions. */
  unreadable?: number;
};

export interface RoomImport {
  id: string;
  spaceId: string;
  spaceName: string;
  createdAt: Date;
  createdByName: string;
  files: { name: string; bytes: number }[];
  policy: ImportPolicy;
  includesTrash: boolean;
  opensHidden: boolean;
  state: ImportState;
  phase: string | null;
  done: number;
  total: number | null;
  finishedAt: Date | null;
  report: ImportCounts | null;
  problem: string | null;
  /** Whether its worker has stopped sending heartbeats. Then another process may claim it. */
  isSilent: boolean;
  /** Whether the uploaded files are still stored. */
  hasFiles: boolean;
  /** How many rooms it has created so far. */
  made: number;
}

export type NoteKind = "created" | "skipped" | "failed" | "lost" | "unverified" | "unreadable";

/** A note about a room or file of an import. */
export interface ImportNote {
  id: string;
  kind: NoteKind;
  /** For `unreadable`, the name of the file. */
  roomName: string;
  roomCreatedAt: Date | null;
  code: string | null;
  message: string | null;
}

/** How many rooms an import changed or would change. */
export function countChanges({ created, joined, replaced, trashCopied }: ImportCounts): number {
  return created + joined + replaced + trashCopied;
}

/** Whether a process is working on the import now. */
export function isImportActive({
  state,
  isSilent,
}: Pick<RoomImport, "state" | "isSilent">): boolean {
  return ["uploaded", "checking", "running", "undoing"].includes(state) && !isSilent;
}
