import type { ErrorCode } from "@/lib/core/errors";

/** Why a room was not copied: an error code, or a code that only copying uses. */
export type CopyCode =
  | ErrorCode
  | "password_unreadable"
  | "superseded"
  | "taken_back_lost"
  | "trash_time_lost"
  | "other_kind"
  | "not_verified";

/** A message about one incarnation of a room. */
export interface RoomNote {
  roomName: string;
  createdAt: string;
  code: CopyCode;
  message: string;
}

/** What a copy did, or what it would do in a dry run. */
export interface CopyReport {
  isDryRun: boolean;
  /** Open rooms that were read from the source. */
  found: number;
  /** Rooms that were new in the target. */
  created: number;
  /** Rooms that were merged into existing ones. */
  joined: number;
  /** Rooms that replaced an older one of the same name, which is now in the target's trash. */
  replaced: number;
  /** Rooms that the target already had with the same content. */
  unchanged: number;
  /** Rooms that an earlier, interrupted run copied and that have not changed since. */
  doneBefore: number;
  /** Rooms in the source's trash; below, those that were copied to the target's trash. */
  trashFound: number;
  trashCopied: number;
  trashUnchanged: number;
  /** Left out on purpose or refused by the target, each with its reason. */
  skipped: RoomNote[];
  /** Not copied because something failed. */
  failed: RoomNote[];
  /** Copied, but the target could not store everything. */
  lost: RoomNote[];
  /** Rooms that were read back and contain everything that the source has. */
  verified: number;
  notVerified: RoomNote[];
  /** Why the copy stopped early; null if it did not. */
  stopped: string | null;
}

export function emptyReport(isDryRun: boolean): CopyReport {
  return {
    isDryRun,
    found: 0,
    created: 0,
    joined: 0,
    replaced: 0,
    unchanged: 0,
    doneBefore: 0,
    trashFound: 0,
    trashCopied: 0,
    trashUnchanged: 0,
    skipped: [],
    failed: [],
    lost: [],
    verified: 0,
    notVerified: [],
    stopped: null,
  };
}

/** Whether the copy is complete: nothing failed, everything was verified, and only the policy `skip` skipped rooms. */
export function isComplete(report: CopyReport): boolean {
  const unasked = report.skipped.filter(({ code }) => code !== "already_exists");
  const troubles = [...unasked, ...report.failed, ...report.notVerified];
  return troubles.length === 0 && report.stopped === null;
}
