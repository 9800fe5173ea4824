import type { Queryable } from "@/lib/db/queryable";
import { requireRoomAction } from "@/lib/rooms/room-policy";
import type { RoomRecord } from "@/lib/rooms/room-record";
import type { Context } from "@/lib/runtime/context";
import { readShortlistFilms, type ShortlistFilms } from "./read-shortlist-films";

/** Lists the films that the shortlist of a room is made of. The room comes from `findRoom`; a change passes its transaction as `db`. */
export async function listShortlistFilms(
  ctx: Context,
  input: { room: RoomRecord; db?: Queryable },
): Promise<ShortlistFilms> {
  const { room, db = ctx.services.pool } = input;
  requireRoomAction(ctx.actor, "see", room);
  return readShortlistFilms(db, room);
}
