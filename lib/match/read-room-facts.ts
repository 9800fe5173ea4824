import sql, { raw } from "sql-template-tag";
import { notFarAheadSql } from "@/lib/core/moment";
import type { FilmName } from "@/lib/match/film-title";
import type { RoomLease } from "@/lib/match/leases/lease";
import { requireRoomAction } from "@/lib/rooms/room-policy";
import type { RoomRecord } from "@/lib/rooms/room-record";
import { liveCondition } from "@/lib/rooms/rooms-where";
import type { Context } from "@/lib/runtime/context";

/** What a page says about a room beside its own row. */
export interface RoomFacts {
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
  nameTakenBy: { id: string; creatorName: string; ownerId: string | null } | null;
  /** The lease of the room, also if it has ended; null if there never was one. */
  lease: RoomLease | null;
  /** The newest answer of somebody in a film room; null if there is none. */
  newestAnswer: NewestAnswer | null;
  /** How many other incarnations of the name are in the trash. */
  formerInTrash: number;
}

/** What somebody said to a film. */
export interface NewestAnswer extends Pick<FilmName, "mediaId" | "title"> {
  userName: string;
  value: string;
  ratedAtMs: number;
}

/** Reads these facts in one statement. The room comes from `findRoom`. */
export async function readRoomFacts(ctx: Context, input: { room: RoomRecord }): Promise<RoomFacts> {
  const { room } = input;
  requireRoomAction(ctx.actor, "see", room);
  const { rows } = await ctx.services.pool.query<RoomFacts>(
    sql`select clock_timestamp() as now,
       (select ${liveCondition()} from room where room.space_id = ${room.spaceId} and room.id = ${room.id}) as "inUse",
       (select count(*)::int from (select 1 from room_rating where space_id = ${room.spaceId} and room_id = ${room.id}
         and value is not null group by media_id) film) as "filmsRated",
       (select min(matched_at_ms)::float8 from room_match where space_id = ${room.spaceId} and room_id = ${room.id}
         and ${raw(notFarAheadSql("matched_at_ms"))}) as "firstMatchAtMs",
       (select name from person where id = ${room.lockedBy}) as "lockedByName",
       (select name from person where id = ${room.trashedBy}) as "trashedByName",
       (select json_build_object('id', id, 'creatorName', creator_name, 'ownerId', owner_id)
         from room where space_id = ${room.spaceId} and kind = 'match' and ${room.kind} = 'match'
           and name = ${room.name} and trashed_at is null and id <> ${room.id}) as "nameTakenBy",
       (select count(*)::int from room where space_id = ${room.spaceId} and kind = 'match' and ${room.kind} = 'match'
         and name = ${room.name} and trashed_at is not null and id <> ${room.id}) as "formerInTrash",
       (select json_build_object('instance', instance, 'connections', connections, 'heldSince', held_since,
         'renewedAt', renewed_at, 'expiresAt', expires_at, 'live', expires_at > clock_timestamp())
         from room_lease where space_id = ${room.spaceId} and room_id = ${room.id}) as lease,
       (select json_build_object('userName', rating.user_name, 'value', rating.value, 'ratedAtMs', rating.rated_at_ms,
         'mediaId', rating.media_id, 'title', media.title)
         from room_rating rating left join media using (space_id, media_id)
         where rating.space_id = ${room.spaceId} and rating.room_id = ${room.id} and rating.value is not null
           and ${raw(notFarAheadSql("rating.rated_at_ms"))}
         order by rating.rated_at_ms desc, rating.media_id, rating.user_name limit 1) as "newestAnswer"`,
  );
  const [facts] = rows;
  if (!facts) throw new Error("The statement returned no row.");
  return facts;
}
