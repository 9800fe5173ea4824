import type { PoolClient } from "pg";
import { recordAudit } from "@/lib/audit/record-audit";
import { LIMITS } from "@/lib/core/limits";
import { maskedAddress } from "@/lib/core/mail-address";
import type { Context } from "@/lib/runtime/context";
import { inTransaction } from "@/lib/runtime/transaction";
import type { WarnedRoomFacts } from "./warning-text";

/** A mail that is to be sent now, with what it says. */
export interface ClaimedMail extends WarnedRoomFacts {
  id: string;
  attempts: number;
  address: string;
  personName: string;
  room: { id: string; spaceId: string; name: string; ownerId: string | null };
}

interface MailRow extends Omit<ClaimedMail, "address" | "room"> {
  address: string | null;
  roomId: string;
  spaceId: string;
  name: string;
  ownerId: string | null;
  isTrue: boolean;
  isWanted: boolean;
}

const COLUMNS = `mail.id, mail.attempts, mail.leaves_at as "leavesAt",
  coalesce(person.own_mail_address, person.mail_address) as address, person.name as "personName",
  coalesce(person.time_zone_chosen, person.time_zone_found) as "timeZone", room.id as "roomId", room.space_id as "spaceId", room.name,
  room.owner_id as "ownerId", room.expiry_kind as "expiryKind", room.last_activity_at as "lastActivityAt",
  coalesce(room.rating_count > 0, room.last_activity_at > room.created_at) as "isUsed", room.rating_count as "ratingCount",
  room.match_count as "matchCount", space.trash_days as "trashDays",
  room.trashed_at is null and room.expires_at = mail.leaves_at and room.expires_at > clock_timestamp()
    and room.owner_id = mail.person_id as "isTrue",
  person.wants_mail and person.banned_at is null as "isWanted"`;

/**
 * Decides at the moment of sending, under the lock of the room's row, whether a mail is still true and wanted. If it is, it counts as
 * being sent from then on; if not, it is dropped. Returns null if it was dropped, or if another instance has it.
 */
export async function claimMail(ctx: Context, mailId: string): Promise<ClaimedMail | null> {
  return inTransaction(ctx.services.pool, async (db) => {
    // The room's row first, as whoever purges the room does.
    await db.query(
      `select 1 from room join warning_mail mail on mail.space_id = room.space_id and mail.room_id = room.id
       where mail.id = $1 for no key update of room`,
      [mailId],
    );
    const { rows } = await db.query<MailRow>(
      `select ${COLUMNS} from warning_mail mail join room on room.space_id = mail.space_id and room.id = mail.room_id
       join space on space.id = room.space_id join person on person.id = mail.person_id
       where mail.id = $1 and mail.state in ('pending', 'sending') and mail.due_at <= clock_timestamp() for update of mail`,
      [mailId],
    );
    const [mail] = rows;
    if (!mail) return null;
    const why = whyNot(mail);
    if (why) {
      await db.query(
        "update warning_mail set state = 'dropped', problem = $2, finished_at = clock_timestamp() where id = $1",
        [mailId, why],
      );
      return null;
    }
    return claim(db, mail);
  });
}

function whyNot({ isTrue, isWanted, address }: MailRow): string | null {
  if (!isTrue) return "The room no longer leaves then, or has another owner.";
  if (!isWanted) return "The owner wants no mail.";
  return address === null ? "No address is known." : null;
}

async function claim(db: PoolClient, mail: MailRow): Promise<ClaimedMail> {
  await db.query(
    `update warning_mail set state = 'sending', attempts = attempts + 1,
       due_at = clock_timestamp() + make_interval(mins => $2) where id = $1`,
    [mail.id, LIMITS.mailLostMinutes],
  );
  const { roomId: id, spaceId, name, ownerId, address, isTrue, isWanted, ...facts } = mail;
  const room = { id, spaceId, name, ownerId };
  return { ...facts, attempts: mail.attempts + 1, address: address ?? "", room };
}

/** Records that the server took a mail, in the history of its room too. */
export async function recordSent(ctx: Context, mail: ClaimedMail): Promise<void> {
  await inTransaction(ctx.services.pool, async (db) => {
    await db.query(
      `update warning_mail set state = 'sent', problem = null, finished_at = clock_timestamp()
       where id = $1`,
      [mail.id],
    );
    const detail = { leavesAt: mail.leavesAt.toISOString(), to: maskedAddress(mail.address) };
    const event = { action: "room.mail-warning", outcome: "done", room: mail.room } as const;
    await recordAudit(db, ctx, { ...event, detail });
  });
}

/**
 * Records that the server did not take a mail. It is tried again later, unless that makes no sense; then the history of the room says that
 * the owner was not told this way.
 *
 * @param retrySeconds null when there is no further attempt
 */
export async function recordNotSent(
  ctx: Context,
  mail: ClaimedMail,
  { problem, retrySeconds }: { problem: string; retrySeconds: number | null },
): Promise<void> {
  await inTransaction(ctx.services.pool, async (db) => {
    await db.query(
      `update warning_mail set problem = $2, state = case when $3::float8 is null then 'failed' else 'pending' end,
         finished_at = case when $3 is null then clock_timestamp() end,
         due_at = clock_timestamp() + make_interval(secs => coalesce($3, 0)) where id = $1`,
      [mail.id, problem, retrySeconds],
    );
    if (retrySeconds !== null) return;
    const detail = { leavesAt: mail.leavesAt.toISOString(), problem };
    const event = { action: "room.mail-warning", outcome: "failed", code: "unavailable" } as const;
    await recordAudit(db, ctx, { ...event, room: mail.room, detail });
  });
}
