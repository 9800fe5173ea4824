import { LIMITS } from "@/lib/core/limits";
import type { Queryable } from "@/lib/db/queryable";
import { requireRoomAction } from "@/lib/rooms/room-policy";
import type { RoomRecord } from "@/lib/rooms/room-record";
import type { Context } from "@/lib/runtime/context";

/** A person in a room, who is known only by user name. */
export interface RoomPersonTally {
  userName: string;
  rated: number;
  liked: number;
  /** The greatest progress that the game server reported; null if it reported none. */
  progress: number | null;
  /** The number of matches to which the person's like belongs; in a solo room, the person's own matches. */
  matches: number;
}

/** Lists the people in a room, those with the most ratings first. The room comes from `findRoom`; a change passes its transaction as `db`. */
export async function listRoomPeople(
  ctx: Context,
  input: { room: RoomRecord; db?: Queryable },
): Promise<RoomPersonTally[]> {
  const { room, db = ctx.services.pool } = input;
  requireRoomAction(ctx.actor, "see", room);
  const { rows } = await db.query<RoomPersonTally>(
    `with matched as (
       select rating.user_name, count(*)::int as n from room_match match
       join room_rating rating on rating.space_id = $1 and rating.room_id = $2 and rating.media_id = match.media_id
         and rating.value = 'like' and match.user_name in ('', rating.user_name)
       where match.space_id = $1 and match.room_id = $2 group by rating.user_name
     )
     select person.user_name as "userName", person.rating_count as rated, person.like_count as liked, person.progress::float8,
       coalesce(match.n, 0) as matches
     from room_person person left join matched match using (user_name)
     where person.space_id = $1 and person.room_id = $2
     order by person.rating_count desc, person.like_count desc, person.user_name collate "C" limit $3`,
    [room.spaceId, room.id, LIMITS.peoplePerRoomMax],
  );
  return rows;
}
