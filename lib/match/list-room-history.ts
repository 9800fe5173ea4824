import { cursorTime } from "@/lib/core/cursor";
import { momentSql } from "@/lib/core/moment";
import type { EndCause } from "@/lib/match/matches/list-match-ends";
import { MATCH_ENDS } from "@/lib/match/matches/match-ends-sql";
import { requireRoomAction } from "@/lib/rooms/room-policy";
import type { RoomRecord } from "@/lib/rooms/room-record";
import type { Context } from "@/lib/runtime/context";
import type { FilmName } from "./film-title";

/** A longer pause between two ratings starts a new sitting. */
export const SITTING_GAP_MS = 30 * 60 * 1000;

/**
 * One line of a room's history: a change, a sitting (a sequence of ratings without a long pause), matches that ended together, or the
 * opening.
 */
export type HistoryLine =
  | {
      what: "change";
      key: string;
      at: Date;
      actorKind: "person" | "token" | "system";
      actorName: string;
      /** Whether the viewer did it. */
      byViewer: boolean;
      action: string;
      outcome: "done" | "refused" | "failed";
      code: string | null;
      count: number;
      detail: Record<string, unknown> | null;
    }
  | {
      what: "sitting";
      key: string;
      at: Date;
      people: string[];
      peopleCount: number;
      ratings: number;
      /** The matches during the sitting, including those that have ended since. */
      matches: number;
    }
  | ({
      what: "ended";
      key: string;
      at: Date;
      /** The first few films; `filmCount` is the number of all. */
      films: FilmName[];
      filmCount: number;
      /** When the match was made, in milliseconds since 1970; the earliest if there are several films. */
      matchedAtMs: number;
    } & EndCause)
  | { what: "opened"; key: string; at: Date; actorName: string; withPassword: boolean };

export interface HistoryPage {
  lines: HistoryLine[];
  /** The cursor for older lines; null if there are none. */
  before: string | null;
}

/** The position of a line in the history. The key decides between lines with equal times. */
interface Place {
  at: Date;
  key: string;
}

const PEOPLE_NAMED_MAX = 8;
const FILMS_NAMED_MAX = 3;

/**
 * Lists the history of a room, newest first: changes, ratings grouped into sittings, and matches that ended. The room comes from
 * `findRoom`. Its owner and admins may see the history.
 * @param input.before the `before` of the previous page; an invalid one gives the first page
 */
export async function listRoomHistory(
  ctx: Context,
  input: { room: RoomRecord; limit: number; before?: string },
): Promise<HistoryPage> {
  const { room, limit } = input;
  requireRoomAction(ctx.actor, "see", room);
  const before = readPlace(input.before);
  const [changes, sittings, ends] = await Promise.all([
    readChanges(ctx, room, before, limit + 1),
    readSittings(ctx, room, before, limit + 1),
    readEnds(ctx, room, before, limit + 1),
  ]);
  const lines: HistoryLine[] = [...changes, ...sittings, ...ends];
  const { createdAt: at, creatorName: actorName, hasPassword: withPassword } = room;
  const opened = { what: "opened", key: "opened", at, actorName, withPassword } as const;
  if (!before || comparePlaces(opened, before) < 0) lines.push(opened);
  lines.sort((a, b) => comparePlaces(b, a));
  const shown = lines.slice(0, limit);
  const last = lines.length > limit ? shown.at(-1) : undefined;
  return { lines: shown, before: last ? `${last.at.toISOString()}~${last.key}` : null };
}

function readPlace(before: string | undefined): Place | null {
  const [time = "", key = ""] = before?.split("~") ?? [];
  const isPlace = /^[a-z0-9]{1,24}$/.test(key) && cursorTime.safeParse(time).success;
  return isPlace ? { at: new Date(time), key } : null;
}

function comparePlaces(a: Place, b: Place): number {
  return a.at.getTime() - b.at.getTime() || (a.key < b.key ? -1 : Number(a.key > b.key));
}

type Line<What> = Extract<HistoryLine, { what: What }>;

async function readChanges(ctx: Context, room: RoomRecord, before: Place | null, limit: number) {
  const viewerId = ctx.actor.kind === "person" ? ctx.actor.id : null;
  const { rows } = await ctx.services.pool.query<Line<"change">>(
    `with placed as (
       select *, 'a' || lpad(id::text, 19, '0') as place
       from audit_entry where room_id = $1 and space_id = $2 and action <> 'room.create'
     )
     select 'change' as what, place as key, at, actor_kind as "actorKind", actor_name as "actorName",
       actor_kind = 'person' and actor_id = $5 as "byViewer", action, outcome, code, count, detail
     from placed where $3::timestamptz is null or (at, place collate "C") < ($3, $6::text)
     order by at desc, place collate "C" desc limit $4`,
    [room.id, room.spaceId, before?.at ?? null, limit, viewerId, before?.key ?? null],
  );
  return rows;
}

async function readSittings(ctx: Context, room: RoomRecord, before: Place | null, limit: number) {
  const { rows } = await ctx.services.pool.query<Line<"sitting">>(
    `with buckets as (
       select rated_at_ms / $3 as bucket, user_name, min(rated_at_ms) as from_ms, max(rated_at_ms) as to_ms,
         count(*) as ratings
       from room_rating where space_id = $1 and room_id = $2 and value is not null group by 1, 2
     ), spans as (
       select bucket, min(from_ms) - lag(max(to_ms)) over (order by bucket) > $3 as pause
       from buckets group by bucket
     ), numbered as (
       select bucket, count(*) filter (where pause) over (order by bucket) as sitting from spans
     ), sittings as (
       select min(from_ms) as from_ms, max(to_ms) as to_ms, sum(ratings)::int as ratings,
         array_agg(distinct user_name collate "C") as people
       from buckets join numbered using (bucket) group by sitting
     ), ends as (${MATCH_ENDS}), agreed as materialized (
       select media_id, user_name, matched_at_ms from room_match where space_id = $1 and room_id = $2
       union all select media_id, user_name, matched_at_ms from ends
     )
     select 'sitting' as what, 's' || from_ms as key, ${momentSql("to_ms")} as at, ratings,
       people[:${PEOPLE_NAMED_MAX}] as people, cardinality(people) as "peopleCount",
       (select count(distinct (media_id, user_name))::int from agreed
         where matched_at_ms between from_ms and to_ms) as matches
     from sittings where $4::timestamptz is null
       or (${momentSql("to_ms")}, ('s' || from_ms) collate "C") < ($4, $6::text)
     order by to_ms desc limit $5`,
    [room.spaceId, room.id, SITTING_GAP_MS, before?.at ?? null, limit, before?.key ?? null],
  );
  return rows;
}

/** Matches that ended at the same time, for the same reason and by the same person are one line. */
async function readEnds(ctx: Context, room: RoomRecord, before: Place | null, limit: number) {
  const { rows } = await ctx.services.pool.query<Line<"ended">>(
    `with ends as (${MATCH_ENDS}), together as (
       select ended_at_ms, reason, ended_by, min(matched_at_ms) as matched_at_ms,
         'e' || left(md5(concat_ws('/', ended_at_ms, reason, ended_by)), 20) as place,
         array_agg(distinct media_id collate "C") as films
       from ends group by ended_at_ms, reason, ended_by
     ), placed as (
       select *, ${momentSql("ended_at_ms")} as at from together
     ), shown as (
       select * from placed where $3::timestamptz is null or (at, place collate "C") < ($3, $5::text)
       order by at desc, place collate "C" desc limit $4
     )
     select 'ended' as what, place as key, at, reason, ended_by as "endedBy",
       matched_at_ms::float8 as "matchedAtMs", cardinality(films) as "filmCount",
       (select json_agg(json_build_object('mediaId', newest.media_id, 'title', media.title, 'year', media.year) order by newest.rank)
         from unnest(films[:${FILMS_NAMED_MAX}]) with ordinality as newest(media_id, rank)
         left join media on media.space_id = $1 and media.media_id = newest.media_id) as films
     from shown`,
    [room.spaceId, room.id, before?.at ?? null, limit, before?.key ?? null],
  );
  return rows;
}
