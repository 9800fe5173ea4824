import sql from "sql-template-tag";
import { LIMITS } from "@/lib/core/limits";
import { plexAddress } from "@/lib/match/shortlist/film-address";
import { RoomsFilter } from "@/lib/rooms/rooms-filter";
import { roomsWhere } from "@/lib/rooms/rooms-where";
import type { Context } from "@/lib/runtime/context";
import type { Agreement } from "./agreed-film";

interface AgreementRow extends Omit<Agreement, "watched"> {
  watchedAt: Date | null;
  watchedBy: string | null;
}

/**
 * Lists the matches of groups in the actor's rooms or, if an admin asks for them, in everyone's, the newest first; rooms in the trash
 * included, solo rooms not, because nobody agrees there.
 * @returns at most `LIMITS.agreementsMax`, and whether there are more
 */
export async function listAgreements(
  ctx: Context,
  input: { whose: RoomsFilter["whose"] },
): Promise<{ agreements: Agreement[]; isCut: boolean }> {
  const where = roomsWhere(ctx, RoomsFilter.parse({ whose: input.whose, status: "any" }));
  const { rows } = await ctx.services.pool.query<AgreementRow>(
    sql`with newest as (
       select match.space_id, match.room_id, match.media_id, match.matched_at_ms, room.name, room.owner_id, room.locked_by, is_open(room) as is_open
       from room_match match join room on room.space_id = match.space_id and room.id = match.room_id
       where match.user_name = '' and ${where}
       order by match.matched_at_ms desc, match.room_id, match.media_id limit ${LIMITS.agreementsMax + 1}
     )
     select newest.space_id as "spaceId", newest.room_id as "roomId", newest.name as "roomName", newest.owner_id as "ownerId",
       newest.locked_by as "lockedBy", newest.is_open as "isOpen", newest.media_id as "mediaId", newest.matched_at_ms::float8 as "matchedAtMs",
       media.title, media.year, coalesce('/api/posters/' || media.poster_id, media.poster_url) as "posterUrl", media.link_url as "linkUrl",
       media.trailer_url as "trailerUrl", media.duration_ms as "durationMs", coalesce(media.genres, '{}') as genres, media.rating,
       media.summary, coalesce(media.is_seen, false) as "isSeen", watched.watched_at as "watchedAt", watched.watched_by as "watchedBy",
       array(select rating.user_name from room_rating rating where rating.space_id = newest.space_id and rating.room_id = newest.room_id
         and rating.media_id = newest.media_id and rating.value = 'like' order by rating.rated_at_ms, rating.user_name collate "C") as likers
     from newest left join media on media.space_id = newest.space_id and media.media_id = newest.media_id
     left join room_watched_film watched on watched.space_id = newest.space_id and watched.room_id = newest.room_id
       and watched.media_id = newest.media_id
     order by newest.matched_at_ms desc, newest.room_id, newest.media_id`,
  );
  return {
    agreements: rows.slice(0, LIMITS.agreementsMax).map(agreementOf),
    isCut: rows.length > LIMITS.agreementsMax,
  };
}

function agreementOf({ watchedAt, watchedBy, ...row }: AgreementRow): Agreement {
  const watched = watchedAt && watchedBy !== null ? { at: watchedAt, by: watchedBy } : null;
  return { ...row, linkUrl: row.linkUrl ?? plexAddress(row.mediaId), watched };
}
