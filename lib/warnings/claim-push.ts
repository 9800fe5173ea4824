import type { PoolClient } from "pg";
import { recordAudit } from "@/lib/audit/record-audit";
import { LIMITS } from "@/lib/core/limits";
import type { Context } from "@/lib/runtime/context";
import { inTransaction } from "@/lib/runtime/transaction";
import type { WarnedRoomFacts } from "./warning-text";

/** A push message that is to be sent now, with what it says. */
export interface ClaimedPush extends WarnedRoomFacts {
  id: string;
  attempts: number;
  personId: string;
  personName: string;
  subscription: { id: string; targetSealed: string };
  room: { id: string; spaceId: string; name: string; ownerId: string | null };
}

interface PushRow extends Omit<ClaimedPush, "subscription" | "room"> {
  roomId: string;
  spaceId: string;
  name: string;
  ownerId: string | null;
  subscriptionId: string | null;
  targetSealed: string | null;
  isTrue: boolean;
  isWanted: boolean;
}

const COLUMNS = `push.id, push.attempts, push.leaves_at as "leavesAt", person.id as "personId", person.name as "personName",
  coalesce(person.time_zone_chosen, person.time_zone_found) as "timeZone", room.id as "roomId", room.space_id as "spaceId", room.name,
  room.owner_id as "ownerId", room.expiry_kind as "expiryKind", room.last_activity_at as "lastActivityAt",
  coalesce(room.rating_count > 0, room.last_activity_at > room.created_at) as "isUsed", room.rating_count as "ratingCount",
  room.match_count as "matchCount", space.trash_days as "trashDays",
  subscription.id as "subscriptionId", subscription.target_sealed as "targetSealed",
  room.trashed_at is null and room.expires_at = push.leaves_at and room.expires_at > clock_timestamp()
    and room.owner_id = push.person_id as "isTrue",
  person.banned_at is null and session.revoked_at is null and session.expires_at > clock_timestamp() as "isWanted"`;

/**
 * Decides at the moment of sending, under the lock of the room's row, whether a message is still true and wanted. If it is, it counts as
 * being sent from then on; if not, it is dropped. Returns null if it was dropped, or if another instance has it.
 */
export async function claimPush(ctx: Context, pushId: string): Promise<ClaimedPush | null> {
  return inTransaction(ctx.services.pool, async (db) => {
    // The room's row first, as whoever purges the room does.
    await db.query(
      `select 1 from room join warning_push push on push.space_id = room.space_id and push.room_id = room.id
       where push.id = $1 for no key update of room`,
      [pushId],
    );
    const { rows } = await db.query<PushRow>(
      `select ${COLUMNS} from warning_push push join room on room.space_id = push.space_id and room.id = push.room_id
       join space on space.id = room.space_id join person on person.id = push.person_id
       left join push_subscription subscription on subscription.id = push.subscription_id
       left join session on session.id = subscription.session_id
       where push.id = $1 and push.state in ('pending', 'sending') and push.due_at <= clock_timestamp() for update of push`,
      [pushId],
    );
    const [push] = rows;
    if (!push) return null;
    const { subscriptionId, targetSealed } = push;
    const why = push.isTrue
      ? "The browser wants no messages any more."
      : "The room no longer leaves then, or has another owner.";
    if (!push.isTrue || !push.isWanted || !subscriptionId || !targetSealed) {
      await drop(db, push.id, why);
      return null;
    }
    await db.query(
      `update warning_push set state = 'sending', attempts = attempts + 1,
         due_at = clock_timestamp() + make_interval(mins => $2) where id = $1`,
      [push.id, LIMITS.pushLostMinutes],
    );
    const { roomId: id, spaceId, name, ownerId, isTrue, isWanted, ...facts } = push;
    const subscription = { id: subscriptionId, targetSealed };
    const room = { id, spaceId, name, ownerId };
    return { ...facts, attempts: push.attempts + 1, subscription, room };
  });
}

async function drop(db: PoolClient, id: string, why: string): Promise<void> {
  await db.query(
    "update warning_push set state = 'dropped', problem = $2, finished_at = clock_timestamp() where id = $1",
    [id, why],
  );
}

/** Records that a push service took a message. The history of the room says so once, however many browsers its owner has. */
export async function recordPushSent(ctx: Context, push: ClaimedPush): Promise<void> {
  const { id, room, leavesAt } = push;
  await inTransaction(ctx.services.pool, async (db) => {
    await db.query(
      "select 1 from room_warning where space_id = $1 and room_id = $2 and leaves_at = $3 for update",
      [room.spaceId, room.id, leavesAt],
    );
    const former = await db.query(
      `select 1 from warning_push where space_id = $1 and room_id = $2 and leaves_at = $3 and state = 'sent' limit 1`,
      [room.spaceId, room.id, leavesAt],
    );
    await db.query(
      `update warning_push set state = 'sent', problem = null, finished_at = clock_timestamp() where id = $1`,
      [id],
    );
    if (former.rowCount) return;
    const detail = { leavesAt: leavesAt.toISOString() };
    await recordAudit(db, ctx, { action: "room.push-warning", outcome: "done", room, detail });
  });
}

/** Records that the browser takes no more messages: its push service answered 404 or 410. Its subscription is removed. */
export async function recordPushGone(ctx: Context, push: ClaimedPush): Promise<void> {
  await inTransaction(ctx.services.pool, async (db) => {
    await drop(db, push.id, "The browser takes no more messages.");
    const gone = await db.query("delete from push_subscription where id = $1", [
      push.subscription.id,
    ]);
    if (!gone.rowCount) return;
    const detail = { isWanted: false, isGone: true, personId: push.personId };
    const event = { action: "person.push", outcome: "done", subject: push.personName } as const;
    await recordAudit(db, ctx, { ...event, detail });
  });
}

/**
 * Records that a push service did not take a message. It is tried again later, unless that makes no sense; then the history of the room
 * says that the owner was not told this way.
 *
 * @param failure.retrySeconds null when there is no further attempt
 */
export async function recordPushNotSent(
  ctx: Context,
  { id, room, leavesAt }: ClaimedPush,
  { problem, retrySeconds }: { problem: string; retrySeconds: number | null },
): Promise<void> {
  await inTransaction(ctx.services.pool, async (db) => {
    await db.query(
      `update warning_push set problem = $2, state = case when $3::float8 is null then 'failed' else 'pending' end,
         finished_at = case when $3 is null then clock_timestamp() end,
         due_at = clock_timestamp() + make_interval(secs => coalesce($3, 0)) where id = $1`,
      [id, problem, retrySeconds],
    );
    if (retrySeconds !== null) return;
    const detail = { leavesAt: leavesAt.toISOString(), problem };
    const event = { action: "room.push-warning", outcome: "failed", code: "unavailable" } as const;
    await recordAudit(db, ctx, { ...event, room, detail });
  });
}
