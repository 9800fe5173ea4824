import type pg from "pg";
import { recordAudit } from "@/lib/audit/record-audit";
import { monotonicMs } from "@/lib/core/clock";
import { LIMITS } from "@/lib/core/limits";
import { pruneEvents } from "@/lib/events/prune-events";
import { type JobResult, runJob, sentenceOf } from "@/lib/jobs/run-job";
import { removeRoom } from "@/lib/rooms/remove-room";
import { ROOM_RECORD_COLUMNS, type RoomRecord, readRoomRecord } from "@/lib/rooms/room-record";
import { type Context, systemContext } from "@/lib/runtime/context";
import type { Services } from "@/lib/runtime/services";
import { pruneRows } from "./prune-rows";

/** The counts of one sweep. `more` means that it reached its time limit and the next sweep continues. */
export interface Sweep {
  expired: number;
  purged: number;
  pruned: Record<string, number>;
  more: boolean;
  problems: string[];
}

/**
 * Moves expired rooms to the trash, purges rooms that have been in the trash long enough, and deletes old rows. It uses the database's
 * clock and works in batches, on one instance at a time. After a crash, the next sweep continues.
 */
export async function sweepRooms(services: Services): Promise<JobResult<Sweep>> {
  return runJob(services, "sweep", async (client, runId) => {
    const endsAt = monotonicMs() + LIMITS.sweepRunMs;
    const inTime = () => monotonicMs() < endsAt;
    const ctx = systemContext(services, "Sweeper", `run_${runId}`);
    const sweep: Sweep = { expired: 0, purged: 0, pruned: {}, more: false, problems: [] };
    for (let moved = 1; moved > 0 && inTime(); sweep.expired += moved) {
      moved = await expireBatch(client, ctx);
    }
    await purgeDue(client, ctx, sweep, inTime);
    sweep.pruned = await pruneRows(client);
    const events = await pruneEvents(client);
    if (events > 0) sweep.pruned.event = events;
    sweep.more = !inTime();
    services.events.notifyChange();
    return sweep;
  });
}

/** Moves one batch of expired rooms to the trash. Rooms that a save has locked are left for the next sweep. */
async function expireBatch(client: pg.PoolClient, ctx: Context): Promise<number> {
  await client.query("begin");
  const { rows } = await client.query<RoomRecord>(
    `with due as materialized (
       select space_id, id from room where trashed_at is null and expires_at <= clock_timestamp()
       order by expires_at limit $1 for no key update skip locked
     ), moved as materialized (
       select due.*, trash_room(space_id, id, 'expired', null, clock_timestamp()) as purge_at from due
     )
     select ${ROOM_RECORD_COLUMNS} from moved join room on room.space_id = moved.space_id and room.id = moved.id
     join space on space.id = room.space_id where moved.purge_at is not null`,
    [LIMITS.sweepBatchRooms],
  );
  for (const room of rows) {
    const isRated = room.ratingCount > 0 && !room.ratedBeforeOpening;
    const lastActivityAt = room.lastActivityAt.toISOString();
    const lastRatedAt = isRated ? { lastRatedAt: lastActivityAt } : {};
    const detail = { rule: room.expiryKind, lastActivityAt, ...lastRatedAt };
    await recordAudit(client, ctx, { action: "room.expire", outcome: "done", room, detail });
  }
  await client.query("commit");
  return rows.length;
}

async function purgeDue(
  client: pg.PoolClient,
  ctx: Context,
  sweep: Sweep,
  inTime: () => boolean,
): Promise<void> {
  const passed: string[] = [];
  while (inTime()) {
    const { rows } = await client.query<{ id: string }>(
      `select id from room where trashed_at is not null and purge_at <= clock_timestamp()
         and id <> all($2) order by purge_at limit $1`,
      [LIMITS.sweepBatchRooms, passed],
    );
    if (rows.length === 0) return;
    for (const { id } of rows) {
      try {
        if (await purgeOne(client, ctx, id)) sweep.purged += 1;
        else passed.push(id);
      } catch (error) {
        await client.query("rollback");
        passed.push(id);
        sweep.problems.push(`A room could not be removed: ${sentenceOf(error)}`);
        if (sweep.problems.length >= 20) return;
      }
    }
  }
}

/** Purges one room, unless it was restored meanwhile. Locks the name first and then the row. */
async function purgeOne(client: pg.PoolClient, ctx: Context, id: string): Promise<boolean> {
  await client.query("begin");
  await client.query("select lock_room_name(space_id, kind, name) from room where id = $1", [id]);
  const room = await readRoomRecord(client, id, { forUpdate: true, kinds: null });
  const clock = await client.query<{ now: Date }>("select clock_timestamp() as now");
  const now = clock.rows[0]?.now;
  const due = room?.trashedAt && room.purgeAt && now && room.purgeAt <= now;
  if (due) {
    await removeRoom(client, room);
    const detail = { ratings: room.ratingCount, matches: room.matchCount };
    await recordAudit(client, ctx, { action: "room.purge", outcome: "done", room, detail });
  }
  await client.query("commit");
  return Boolean(due);
}
