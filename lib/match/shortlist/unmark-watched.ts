import { RoomkeeperError } from "@/lib/core/errors";
import { isStorableText } from "@/lib/core/text";
import type { FilmName } from "@/lib/match/film-title";
import { changeRoom } from "@/lib/rooms/change-room";
import { requireOpen } from "@/lib/rooms/require-open";
import type { Context } from "@/lib/runtime/context";
import type { WatchedFilm } from "./mark-watched";

/**
 * Takes back the mark of a watched film, so that it is on the shortlist again. Throws `conflict` if the film is not marked, and `gone` if
 * the room is in the trash or has expired.
 */
export async function unmarkWatched(
  ctx: Context,
  input: { roomId: string; mediaId: string },
): Promise<WatchedFilm> {
  const { roomId, mediaId } = input;
  return changeRoom(ctx, { roomId, action: "unmark-watched" }, async ({ tx, room, status }) => {
    requireOpen(status);
    const { rows } = isStorableText(mediaId)
      ? await tx.query<FilmName>(
          `with unmarked as (
             delete from room_watched_film where space_id = $1 and room_id = $2 and media_id = $3 returning space_id, media_id
           )
           select unmarked.media_id as "mediaId", media.title, media.year
           from unmarked left join media on media.space_id = unmarked.space_id and media.media_id = unmarked.media_id`,
          [room.spaceId, room.id, mediaId],
        )
      : { rows: [] };
    const [film] = rows;
    if (!film) throw new RoomkeeperError("conflict", "This film is not marked as watched.");
    return { result: { roomId: room.id, ...film } };
  });
}
