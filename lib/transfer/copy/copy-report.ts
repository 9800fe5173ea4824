import type { ErrorCode } from "@/lib/core/errors";

/** Why a room was not copied: a code of lib/core/errors.ts, or one that only copying knows. */
export type CopyCode =
  | ErrorCode
  | "password_unreadable"
  | "superseded"
  | "taken_back_lost"
  | "trash_time_lost"
  | "not_verified";

/** A room that needs a word. `createdAt` tells which of its lives is meant. */
export interface RoomNote {
  roomName: string;
  createdAt: string;
  code: CopyCode;
  message: string;
}

/** What a copy did, or with a dry run would do. */
export interface CopyReport {
  isDryRun: boolean;
  /** Open rooms that were read from the source. */
  found: number;
  /** Rooms that were not there before. */
  created: number;
  /** Rooms that were there and were joined by the merge rule. */
  joined: number;
  /** Rooms that took the place of an older one of their name, which is in the trash there now. */
  replaced: number;
  /** Rooms that were there already with all that the source has. */
  unchanged: number;
  /** Rooms that an earlier run, cut short, had copied and that have not changed since. */
  doneBefore: number;
  /** Rooms in the source's trash, and those put into the target's. */
  trashFound: number;
  trashCopied: number;
  trashUnchanged: number;
  /** Left out on purpose or refused by the target, each with its reason. */
  skipped: RoomNote[];
  /** Not copied because something failed. */
  failed: RoomNote[];
  /** Copied, but something about them could not be kept. */
  lost: RoomNote[];
  /** Rooms that were read back afterwards and hold everything the source has. */
  verified: number;
  notVerified: RoomNote[];
  /** Why it ended before its end; null when it did not. */
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

/**
 * Whether all that was asked for is there: nothing failed, nothing is unverified, and nothing was skipped but what the policy
 * `skip` was to skip.
 */
export function isComplete(report: CopyReport): boolean {
  const unasked = report.skipped.filter(({ code }) => code !== "already_exists");
  const troubles = [...unasked, ...report.failed, ...report.notVerified];
  return troubles.length === 0 && report.stopped === null;
}
