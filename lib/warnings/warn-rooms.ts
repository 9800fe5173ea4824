import type pg from "pg";
import sql, { type Sql } from "sql-template-tag";
import { recordAudit } from "@/lib/audit/record-audit";
import type { WarningWay } from "@/lib/audit/ways-text";
import { monotonicMs } from "@/lib/core/clock";
import { newId } from "@/lib/core/ids";
import { LIMITS } from "@/lib/core/limits";
import { type JobResult, runJob } from "@/lib/jobs/run-job";
import { leavingCondition } from "@/lib/rooms/rooms-where";
import { type Context, systemContext } from "@/lib/runtime/context";
import { env } from "@/lib/runtime/env";
import type { Services } from "@/lib/runtime/services";

/** The result of a run. `more` means that it reached its time limit and the next run continues. */
export interface Warnings {
  warned: number;
  more: boolean;
  problems: string[];
}

interface WarnedRoom {
  id: string;
  spaceId: string;
  name: string;
  ownerId: string | null;
  leavesAt: Date;
  /** Whether the owner's overview shows it. */
  isShown: boolean;
}

/**
 * The time from which an open room is announced to leave: the space's days of warning before it leaves, but not before half of a quiet
 * period is over, because otherwise every save of a room with a short quiet period would announce it again.
 */
const WARNS_FROM: Sql = sql`room.expires_at - least(make_interval(days => space.warn_days),
  case room.expiry_kind when 'idle' then make_interval(hours => 12 * room.idle_days)
    when 'space' then make_interval(hours => 12 * space.idle_days) end)`;

/**
 * Announces the rooms that leave soon: to their game servers by an event, and by a row from which everything else follows. Each time at
 * which a room leaves is announced once. One instance at a time does it, by the database's clock.
 */
export async function warnRooms(services: Services): Promise<JobResult<Warnings>> {
  return runJob(services, "warnings", async (client, runId) => {
    const endsAt = monotonicMs() + LIMITS.sweepRunMs;
    const ctx = systemContext(services, "Roomkeeper", `run_${runId}`);
    const warnings: Warnings = { warned: 0, more: false, problems: [] };
    for (let warned = 1; warned > 0 && !warnings.more; warnings.warned += warned) {
      warned = await warnBatch(client, ctx);
      warnings.more = monotonicMs() >= endsAt;
    }
    services.events.notifyChange();
    return warnings;
  });
}

/** Announces one batch. A room that a save has locked is left for the next run, because the save may postpone its expiry. */
async function warnBatch(client: pg.PoolClient, ctx: Context): Promise<number> {
  await client.query("begin");
  const { rows } = await client.query<WarnedRoom>(
    sql`with due as materialized (
       select room.* from room join space on space.id = room.space_id
       where room.trashed_at is null and room.expires_at > clock_timestamp()
         and room.expires_at <= clock_timestamp() + make_interval(days => (select max(warn_days) from space))
         and ${WARNS_FROM} <= clock_timestamp()
         and not exists (select from room_warning warning where warning.space_id = room.space_id
           and warning.room_id = room.id and warning.leaves_at = room.expires_at)
       order by room.expires_at limit ${LIMITS.warnBatchRooms} for no key update of room skip locked
     ), warned as (
       insert into room_warning (space_id, room_id, leaves_at) select space_id, id, expires_at from due
       on conflict do nothing returning *
     ), told as (
       insert into event_outbox (type, space_id, kind, room_id, room_name, room_created_at, version, data)
       select 'room.expiring', room.space_id, room.kind, room.id, room.name, room.created_at, room.version,
         jsonb_build_object('expiresAt', iso_time(room.expires_at))
       from warned join due room on room.space_id = warned.space_id and room.id = warned.room_id
     )
     select room.id, room.space_id as "spaceId", room.name, room.owner_id as "ownerId", warned.leaves_at as "leavesAt",
       person.last_sign_in_at is not null and person.banned_at is null and ${leavingCondition()} as "isShown"
     from warned join due room on room.space_id = warned.space_id and room.id = warned.room_id
     left join person on person.id = room.owner_id`,
  );
  if (env().smtp) await makeMails(client, rows);
  await makePushes(client, rows);
  for (const room of rows) {
    const ways: WarningWay[] = room.isShown ? ["overview", "event"] : ["event"];
    const detail = { leavesAt: room.leavesAt.toISOString(), ways };
    await recordAudit(client, ctx, { action: "room.warn", outcome: "done", room, detail });
  }
  await client.query("commit");
  return rows.length;
}

/**
 * Makes a mail for each announced room whose owner has an address and wants mails, up to a number a day for one person. The job that sends
 * it decides again.
 */
async function makeMails(client: pg.PoolClient, rooms: readonly WarnedRoom[]): Promise<void> {
  for (const { id, spaceId, ownerId, leavesAt } of rooms) {
    await client.query(
      `insert into warning_mail (id, person_id, space_id, room_id, leaves_at)
       select $1, person.id, $2, $3, $4 from person
       where person.id = $5 and coalesce(person.own_mail_address, person.mail_address) is not null
         and person.wants_mail and person.banned_at is null
         and (select count(*) from warning_mail mail where mail.person_id = person.id
           and mail.made_at > now() - interval '1 day') < $6`,
      [newId("wm"), spaceId, id, leavesAt, ownerId, LIMITS.mailsPerPersonDayMax],
    );
  }
}

/** Makes a message for each browser of an announced room's owner that wants one, up to a number a day for one browser. */
async function makePushes(client: pg.PoolClient, rooms: readonly WarnedRoom[]): Promise<void> {
  const owners = [...new Set(rooms.map(({ ownerId }) => ownerId).filter((id) => id !== null))];
  const { rows } = await client.query<{ id: string; personId: string }>(
    `select push_subscription.id, person_id as "personId" from push_subscription
     join person on person.id = person_id and person.banned_at is null where person_id = any ($1)`,
    [owners],
  );
  for (const { id, spaceId, ownerId, leavesAt } of rooms) {
    for (const subscription of rows) {
      if (subscription.personId !== ownerId) continue;
      await client.query(
        `insert into warning_push (id, subscription_id, person_id, space_id, room_id, leaves_at)
         select $1, id, person_id, $3, $4, $5 from push_subscription
         where id = $2 and (select count(*) from warning_push push where push.subscription_id = $2
           and push.made_at > now() - interval '1 day') < $6`,
        [newId("wp"), subscription.id, spaceId, id, leavesAt, LIMITS.pushesPerBrowserDayMax],
      );
    }
  }
}
