import { createdByOf } from "@/lib/core/actor";
import { RoomkeeperError } from "@/lib/core/errors";
import { isStorableText } from "@/lib/core/text";
import type { FilmName } from "@/lib/match/film-title";
import { changeRoom } from "@/lib/rooms/change-room";
import { requireOpen } from "@/lib/rooms/require-open";
import type { Context } from "@/lib/runtime/context";

export interface WatchedFilm extends FilmName {
  roomId: string;
}

/**
 * Marks a film of a room as watched. The film leaves the shortlist; ratings, matches and figures stay as they are. The audit row does not
 * name the film, because it remains when the room is purged. Throws `not_found` if nobody rated the film in the room, `conflict` if it is
 * marked, and `gone` if the room is in the trash or has expired.
 */
export async function markWatched(
  ctx: Context,
  input: { roomId: string; mediaId: string },
): Promise<WatchedFilm> {
  const { roomId, mediaId } = input;
  return changeRoom(ctx, { roomId, action: "mark-watched" }, async ({ tx, room, status }) => {
    requireOpen(status);
    if (!isStorableText(mediaId)) throw unknownFilm();
    const { rows } = await tx.query<FilmName>(
      `select rated.media_id as "mediaId", media.title, media.year
       from (select space_id, media_id from room_rating
         where space_id = $1 and room_id = $2 and media_id = $3 and value is not null limit 1) rated
       left join media on media.space_id = rated.space_id and media.media_id = rated.media_id`,
      [room.spaceId, room.id, mediaId],
    );
    const [film] = rows;
    if (!film) throw unknownFilm();
    const marked = await tx.query(
      `insert into room_watched_film (space_id, room_id, media_id, watched_at, watched_by, watched_by_id)
       values ($1, $2, $3, clock_timestamp(), $4, $5) on conflict (space_id, room_id, media_id) do nothing`,
      [room.spaceId, room.id, mediaId, ...createdByOf(ctx.actor)],
    );
    if (marked.rowCount === 0) {
      throw new RoomkeeperError("conflict", "This film is marked as watched already.");
    }
    return { result: { roomId: room.id, ...film } };
  });
}

function unknownFilm(): RoomkeeperError {
  return new RoomkeeperError("not_found", "There is no such film in this room.");
}
