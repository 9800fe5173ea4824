import { LIMITS } from "@/lib/core/limits";
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

/** Lists the people in a room, those with the most ratings first. The room comes from `findRoom`. */
export async function listRoomPeople(
  ctx: Context,
  input: { room: RoomRecord },
): Promise<RoomPersonTally[]> {
  const { room } = input;
  requireRoomAction(ctx.actor, "see", room);
  const { rows } = await ctx.services.pool.query<RoomPersonTally>(
    `with matched as (
       select r.user_name, count(*)::int as n from room_match m
       join room_rating r on r.space_id = $1 and r.room_id = $2 and r.media_id = m.media_id
         and r.value = 'like' and m.user_name in ('', r.user_name)
       where m.space_id = $1 and m.room_id = $2 group by r.user_name
     )
     select p.user_name as "userName", p.rating_count as rated, p.like_count as liked, p.progress::float8,
       coalesce(m.n, 0) as matches
     from room_person p left join matched m using (user_name)
     where p.space_id = $1 and p.room_id = $2
     order by p.rating_count desc, p.like_count desc, p.user_name collate "C" limit $3`,
    [room.spaceId, room.id, LIMITS.peoplePerRoomMax],
  );
  return rows;
}
