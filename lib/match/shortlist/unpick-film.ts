import { RoomkeeperError } from "@/lib/core/errors";
import type { FilmName } from "@/lib/match/film-title";
import { changeRoom } from "@/lib/rooms/change-room";
import { requireOpen } from "@/lib/rooms/require-open";
import type { Context } from "@/lib/runtime/context";

/**
 * Takes back the film that was picked for the evening. Throws `conflict` if none is picked, and `gone` if the room is in the trash or has
 * expired.
 */
export async function unpickFilm(
  ctx: Context,
  input: { roomId: string },
): Promise<FilmName & { roomId: string }> {
  const { roomId } = input;
  return changeRoom(ctx, { roomId, action: "unpick-film" }, async ({ tx, room, status }) => {
    requireOpen(status);
    const { rows } = await tx.query<FilmName>(
      `with unpicked as (
         delete from room_picked_film where space_id = $1 and room_id = $2 and ends_at > clock_timestamp() returning space_id, media_id
       )
       select unpicked.media_id as "mediaId", media.title, media.year
       from unpicked left join media on media.space_id = unpicked.space_id and media.media_id = unpicked.media_id`,
      [room.spaceId, room.id],
    );
    const [film] = rows;
    if (!film) throw new RoomkeeperError("conflict", "No film is picked in this room.");
    return { result: { roomId: room.id, ...film } };
  });
}
