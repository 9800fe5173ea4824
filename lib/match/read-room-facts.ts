import { notFarAheadSql } from "@/lib/core/moment";
import type { RoomLease } from "@/lib/match/leases/lease";
import { requireRoomAction } from "@/lib/rooms/room-policy";
import type { RoomRecord } from "@/lib/rooms/room-record";
import { liveCondition } from "@/lib/rooms/rooms-where";
import type { Context } from "@/lib/runtime/context";

/** Facts about a room that are not in its own row, for its page. */
export interface RoomFactsRead {
  /** The database's clock. */
  now: Date;
  /** Whether people are in it now, by the same rule as in lists. */
  inUse: boolean;
  filmsRated: number;
  /** Milliseconds since 1970; null while there is no match. */
  firstMatchAtMs: number | null;
  /** The names of accounts whose ids are in the room's row. */
  lockedByName: string | null;
  trashedByName: string | null;
  /** The other open room that has the same name now, if there is one. */
  twin: { id: string; creatorName: string; ownerId: string | null } | null;
  /** The lease of the room, also if it has ended; null if there never was one. */
  lease: RoomLease | null;
  /** How many other incarnations of the name are in the trash. */
  formerInTrash: number;
}

/** Reads these facts in one statement. The room comes from `findRoom`. */
export async function readRoomFacts(
  ctx: Context,
  input: { room: RoomRecord },
): Promise<RoomFactsRead> {
  const { room } = input;
  requireRoomAction(ctx.actor, "see", room);
  const { rows } = await ctx.services.pool.query<RoomFactsRead>(
    `select clock_timestamp() as now,
       (select ${liveCondition()} from room r where r.space_id = $1 and r.id = $2) as "inUse",
       (select count(*)::int from (select 1 from room_rating where space_id = $1 and room_id = $2
         and value is not null group by media_id) f) as "filmsRated",
       (select min(matched_at_ms)::float8 from room_match where space_id = $1 and room_id = $2
         and ${notFarAheadSql("matched_at_ms")}) as "firstMatchAtMs",
       (select name from person where id = $4) as "lockedByName",
       (select name from person where id = $5) as "trashedByName",
       (select json_build_object('id', id, 'creatorName', creator_name, 'ownerId', owner_id)
         from room where space_id = $1 and kind = 'match' and $6 = 'match' and name = $3 and trashed_at is null
           and id <> $2) as twin,
       (select count(*)::int from room where space_id = $1 and kind = 'match' and $6 = 'match' and name = $3
         and trashed_at is not null and id <> $2) as "formerInTrash",
       (select json_build_object('instance', instance, 'connections', connections, 'heldSince', held_since,
         'renewedAt', renewed_at, 'expiresAt', expires_at, 'live', expires_at > clock_timestamp())
         from room_lease where space_id = $1 and room_id = $2) as lease`,
    [room.spaceId, room.id, room.name, room.lockedBy, room.trashedBy, room.kind],
  );
  const [facts] = rows;
  if (!facts) throw new Error("The statement returned no row.");
  return facts;
}
