import { now } from "@/lib/core/clock";
import { LIMITS } from "@/lib/core/limits";
import { quoteName } from "@/lib/core/quote-name";
import type { SavePreview } from "@/lib/match/copied-room";
import type { SerializedRoom } from "@/lib/match/room";
import type { CopyCode } from "./copy-report";

/**
 * What a copy does with a room if the target already knows its name.
 *
 * |                           | join (the default) | skip      | newest             | fail        |
 * | ------------------------- | ------------------ | --------- | ------------------ | ----------- |
 * | the same room is open     | joined             | left as is | joined            | the run ends |
 * | an older one is open      | left as is         | left as is | replaced; the old one goes to the trash | the run ends |
 * | a newer one is open       | left as is         | left as is | left as is        | the run ends |
 * | it is in the trash there  | refused: gone      | refused    | refused           | the run ends |
 * | it was purged there       | refused: gone      | refused    | refused           | the run ends |
 * | only older ones are in the trash or purged | created | created | created        | created     |
 *
 * The same room means the same name and the same `createdAt`; joined means by the merge rule (lib/match/merge-room.ts).
 */
export const CONFLICT_POLICIES = ["join", "skip", "newest", "fail"] as const;
export type ConflictPolicy = (typeof CONFLICT_POLICIES)[number];

export type Decision =
  | { act: "create" | "join" | "replace" }
  | { act: "skip" | "stop"; code: CopyCode; message: string };

/** Decides what to do with a room, given what the target has under its name. Pure, except that it reads the clock. */
export function decide(
  policy: ConflictPolicy,
  room: Pick<SerializedRoom, "roomName" | "createdAt">,
  there: SavePreview,
): Decision {
  const createdAtMs = Date.parse(room.createdAt);
  if (createdAtMs > now().getTime() + LIMITS.createdAheadMsMax) {
    return skip("created_in_future", "Its createdAt is more than a day ahead.");
  }
  if (there.kind === "absent") return { act: "create" };
  const decision = decideOnExisting(policy, createdAtMs, there);
  if (policy !== "fail") return decision;
  const why = "message" in decision ? decision.message : "It is there already.";
  const message = `${quoteName(room.roomName)}: ${why} Nothing more is copied, as asked.`;
  return { act: "stop", code: "already_exists", message };
}

function decideOnExisting(
  policy: ConflictPolicy,
  createdAtMs: number,
  there: Exclude<SavePreview, { kind: "absent" }>,
): Decision {
  if (there.kind === "gone") {
    return skip("gone", GONE_TEXT[there.reason] ?? `It is gone there: ${there.reason}.`);
  }
  const openMs = Date.parse(there.room.createdAt);
  const other = `Another room of that name is open there, since ${there.room.createdAt.slice(0, 10)}.`;
  if (policy === "skip") {
    return skip("already_exists", openMs === createdAtMs ? "It is there already." : other);
  }
  if (openMs === createdAtMs) {
    return there.isLocked ? skip("locked", "It is locked there.") : { act: "join" };
  }
  if (policy === "join") return skip("name_taken", other);
  if (openMs > createdAtMs) return skip("superseded", `${other} That is the newer one.`);
  if (there.isLocked) return skip("locked", `${other} That one is locked.`);
  return { act: "replace" };
}

/** Why a room that is gone in the target is not copied. */
export const GONE_TEXT: Record<string, string> = {
  deleted: "It was deleted there. Restore it from the trash first to join it.",
  expired: "It has left there. Restore it from the trash first to join it.",
  replaced: "It was replaced there by a newer room of its name.",
  purged: "It was deleted for good there.",
  superseded: "A newer room of that name was there since.",
};

function skip(code: CopyCode, message: string): Decision {
  return { act: "skip", code, message };
}
