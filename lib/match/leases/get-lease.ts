import { RoomkeeperError } from "@/lib/core/errors";
import { goneError } from "@/lib/match/refuse-write";
import { readAbsence } from "@/lib/match/rooms-sql";
import type { Context } from "@/lib/runtime/context";
import { requireScope } from "@/lib/tokens/token-policy";
import { type LeaseRow, leaseOf, type RoomLease } from "./lease";

/** The columns of the lease are null if the room has no lease. */
type Found = (LeaseRow | Record<keyof LeaseRow, null>) & { now: Date; room_expired: boolean };

/**
 * Returns the lease of an open room, also if it has ended. Throws `not_found` if there is no such room or it never had a lease, and
 * `gone`.
 */
export async function getLease(ctx: Context, input: { name: string }): Promise<RoomLease> {
  const spaceId = requireScope(ctx.actor, "rooms:read");
  const { pool } = ctx.services;
  const { rows } = await pool.query<Found>({
    name: "get-lease",
    text: `select lease.instance, lease.connections, lease.held_since, lease.renewed_at, lease.expires_at, clock_timestamp() as now,
        coalesce(room.expires_at <= now(), false) as room_expired
      from room left join room_lease lease on lease.space_id = room.space_id and lease.room_id = room.id
      where room.space_id = $1 and room.kind = 'match' and room.name = $2 and room.trashed_at is null`,
    values: [spaceId, input.name],
  });
  const [found] = rows;
  if (!found || found.room_expired) {
    const reason = await readAbsence(pool, spaceId, input.name);
    throw reason === null
      ? new RoomkeeperError("not_found", "There is no room of that name.")
      : goneError(reason);
  }
  if (found.instance === null) {
    throw new RoomkeeperError("not_found", "No instance holds this room.");
  }
  return leaseOf(found, found.now);
}
