import type { ConflictPolicy } from "@/lib/transfer/copy/conflict";
import type { CopyReport } from "@/lib/transfer/copy/copy-report";

/** What a browser may choose: stopping half-way has no place where everything is looked through first. */
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
  /** Files, and lines of exports, that hold no room. Imports of an older version do not say. */
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
  /** Whoever worked on it has not been heard of: it may be taken up again. */
  isSilent: boolean;
  /** Whether the uploaded files are still there. */
  hasFiles: boolean;
  /** How many rooms it made so far. */
  made: number;
}

export type NoteKind = "created" | "skipped" | "failed" | "lost" | "unverified" | "unreadable";

/** A room of an import that was created, or needs a word. */
export interface ImportNote {
  id: string;
  kind: NoteKind;
  /** For `unreadable`, the name of the file. */
  roomName: string;
  roomCreatedAt: Date | null;
  code: string | null;
  message: string | null;
}

/** How many rooms an import changes, or would change. */
export function newsOf({ created, joined, replaced, trashCopied }: ImportCounts): number {
  return created + joined + replaced + trashCopied;
}

/** Somebody is at it right now. */
export function isAtWork({ state, isSilent }: Pick<RoomImport, "state" | "isSilent">): boolean {
  return ["uploaded", "checking", "running", "undoing"].includes(state) && !isSilent;
}
