import { z } from "zod";
import { cursorMs, cursorText, decodeCursor, encodeCursor } from "@/lib/core/cursor";
import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import { momentOf } from "@/lib/core/moment";
import { goneError } from "@/lib/match/refuse-write";
import { readAbsence } from "@/lib/match/rooms-sql";
import type { Context } from "@/lib/runtime/context";
import { requireScope } from "@/lib/tokens/token-policy";
import type { MatchListReply } from "./match-reply";

const matchKey = z.tuple([
  cursorMs,
  cursorText(LIMITS.mediaIdUnitsMax),
  cursorText(LIMITS.userNameUnitsMax),
]);

interface MatchRow {
  media_id: string;
  user_name: string;
  matched_at_ms: string;
  likers: string[] | null;
  title: string | null;
  year: number | null;
  poster_url: string | null;
  genres: string[] | null;
}

/** Lists one page of the matches of the open room of that name, newest first. Throws `not_found` or `gone`. */
export async function listMatches(
  ctx: Context,
  input: { name: string; limit: number; cursor?: string },
): Promise<MatchListReply> {
  const spaceId = requireScope(ctx.actor, "rooms:read");
  const { pool } = ctx.services;
  const { name, limit, cursor } = input;
  const purpose = JSON.stringify(["matches", name]);
  const after = cursor === undefined ? null : decodeCursor(purpose, cursor, matchKey);
  const found = await pool.query<{ id: string }>(
    `select id from room where space_id = $1 and name = $2 and kind = 'match' and is_open(room)`,
    [spaceId, name],
  );
  const roomId = found.rows[0]?.id;
  if (roomId === undefined) {
    const reason = await readAbsence(pool, spaceId, name);
    if (reason !== null) throw goneError(reason);
    throw new RoomkeeperError("not_found", "There is no room of that name.");
  }
  const { rows } = await pool.query<MatchRow>(
    `select match.media_id, match.user_name, match.matched_at_ms, media.title, media.year, media.poster_url, media.genres,
       (select array_agg(rating.user_name order by rating.rated_at_ms, rating.user_name) from room_rating rating
         where rating.space_id = $1 and rating.room_id = $2 and rating.media_id = match.media_id and rating.value = 'like') as likers
     from room_match match left join media on media.space_id = $1 and media.media_id = match.media_id
     where match.space_id = $1 and match.room_id = $2
       and ($4::bigint is null or (match.matched_at_ms, match.media_id, match.user_name) < ($4, $5, $6))
     order by match.matched_at_ms desc, match.media_id desc, match.user_name desc limit $3`,
    [spaceId, roomId, limit + 1, ...(after ?? [null, null, null])],
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const lastKey = last && [Number(last.matched_at_ms), last.media_id, last.user_name];
  return {
    items: page.map(matchOf),
    nextCursor: lastKey && rows.length > limit ? encodeCursor(purpose, lastKey) : null,
  };
}

function matchOf(row: MatchRow): MatchListReply["items"][number] {
  return {
    mediaId: row.media_id,
    userName: row.user_name === "" ? null : row.user_name,
    matchedAt: momentOf(Number(row.matched_at_ms)).toISOString(),
    likers: row.likers ?? [],
    title: row.title,
    year: row.year,
    posterUrl: row.poster_url,
    genres: row.genres ?? [],
  };
}
