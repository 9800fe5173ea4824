import { notFarAheadSql } from "@/lib/core/moment";
import { DIVISIVE_SHARE_MIN } from "./figures";

/*
 * The SQL that counts. Most statements start with the same two subqueries: `scope`, the rooms that count, and `scope_ratings`, their
 * ratings in the period (p = 1) and in the period before (p = 0). All statements have the parameters: $1 the owner's id, or null for
 * everybody   $2 one room's id, or null   $3 from   $4 to   $5 from of the period before Times are milliseconds since 1970; every bigint
 * comes as text. Rooms that have been quiet since before both periods are never opened.
 */
export const SCOPE = `
  scope as materialized (
    select space_id, id, name, room_type, room_type = 'solo' as solo, created_at from room
    where kind = 'match'
      and ($1::text is null or owner_id = $1)
      and case when $2::text is null then trashed_at is null or trash_reason = 'expired' else id = $2 end
      and last_activity_at >= case when coalesce($5::bigint, $3::bigint) <= 0 then '-infinity'::timestamptz
        else to_timestamp(coalesce($5::bigint, $3::bigint) / 1000.0) end
  )`;

export const SCOPE_RATINGS = `
  scope_ratings as (
    select scope.space_id, scope.id as room_id, scope.solo, rating.media_id, rating.user_name, rating.value = 'like' as liked,
      rating.rated_at_ms, (rating.rated_at_ms >= $3)::int as p
    from scope join room_rating rating on rating.space_id = scope.space_id and rating.room_id = scope.id
    where rating.value is not null and rating.rated_at_ms >= coalesce($5, $3) and rating.rated_at_ms < $4
  )`;

export const MATCHED = `
  matched as (
    select scope.space_id, scope.id as room_id, scope.name as room_name, scope.solo, match.media_id,
      match.matched_at_ms, (match.matched_at_ms >= $3)::int as p
    from scope join room_match match on match.space_id = scope.space_id and match.room_id = scope.id
    where match.matched_at_ms >= coalesce($5, $3) and match.matched_at_ms < $4
  )`;

/** The titles in the catalogues of the spaces that the rooms belong to. */
const TITLES = `
  titles as (
    select media_id, min(title) as title, min(year) as year from media
    where space_id in (select space_id from scope) group by media_id
  )`;

/**
 * Counts the ratings in one pass. `what` is `quarter` (ratings by quarter of an hour), `person` (the people with the most ratings in
 * group rooms, only for p = 1), `people` or `rooms` (how many there are). $6 is the maximum number of people.
 */
export interface TallyRow {
  what: "quarter" | "person" | "people" | "rooms";
  p: number;
  key: string | null;
  n: string;
  likes: string;
}
export const TALLIES = `
  with ${SCOPE}, ${SCOPE_RATINGS}, tally as materialized (
    select p, rated_at_ms / 900000 as quarter, user_name, room_id, count(*) as n,
      count(*) filter (where liked) as likes, count(*) filter (where not solo) as together,
      grouping(rated_at_ms / 900000) as of_other, grouping(user_name) as of_room
    from scope_ratings group by grouping sets ((p, rated_at_ms / 900000), (p, user_name), (p, room_id))
  )
  select 'quarter' as what, p, quarter::text as key, n, likes from tally where of_other = 0
  union all
  (select 'person', p, user_name, n, likes from tally
    where of_other = 1 and of_room = 0 and p = 1
    order by together desc, n desc, user_name collate "C" limit $6)
  union all
  select 'people', p, null, count(*), 0 from tally where of_other = 1 and of_room = 0 group by p
  union all
  select 'rooms', p, null, count(*), 0 from tally where of_other = 1 and of_room = 1 group by p`;

/** The number of matches in each quarter of an hour. */
export interface MatchTimesRow {
  p: number;
  quarter: string;
  n: string;
}
export const MATCH_TIMES = `
  with ${SCOPE}, ${MATCHED}
  select p, matched_at_ms / 900000 as quarter, count(*) as n from matched group by 1, 2`;

/**
 * For each period, the median time in milliseconds to the first match of the rooms that were opened in it, and the number of those rooms.
 * Rooms with a match from before they were opened, such as imported ones, are left out.
 */
export interface FirstMatchesRow {
  p: number;
  median_ms: number;
  n: string;
}
export const FIRST_MATCHES = `
  with ${SCOPE}, opened as (
    select space_id, id, extract(epoch from created_at) * 1000 as at_ms from scope
  ), first as (
    select (opened.at_ms >= $3)::int as p, first_match.first_ms - opened.at_ms as took_ms
    from opened cross join lateral (
      select min(matched_at_ms) as first_ms from room_match where space_id = opened.space_id and room_id = opened.id
        and ${notFarAheadSql("matched_at_ms")}) first_match
    where opened.at_ms >= coalesce($5, $3) and opened.at_ms < $4 and first_match.first_ms >= opened.at_ms
  )
  select p, percentile_cont(0.5) within group (order by took_ms) as median_ms, count(*) as n
  from first group by p`;

/**
 * Rows of what, p, media_id, title, year, rooms and counts:
 * - `films`: films, agreed, and the four steps of the funnel in group rooms: rated, by_two, liked, matched;
 * - `divisive`: films is the ratings, agreed the likes; the rarer answer is at least a quarter of the ratings;
 * - `top`: rooms is [{id, name}] of the group rooms that matched it, films how many different films were matched, agreed the
 *   likes in all rooms, matched how many matches all group rooms have.
 * - `pattern`: rated and liked are bits in the order of the names in $8, films how many films in one group room got exactly
 *   these answers from them.
 * $6: fewest ratings of a divisive film, $7: films, $8: names, at most 31.
 */
export interface FilmsRow {
  what: "films" | "divisive" | "top" | "pattern";
  p: number;
  media_id: string | null;
  title: string | null;
  year: number | null;
  rooms: string | null;
  films: string;
  agreed: string;
  rated: string;
  by_two: string;
  liked: string;
  matched: string;
}
export const FILMS = `
  with ${SCOPE}, ${SCOPE_RATINGS}, ${MATCHED}, ${TITLES}, film as materialized (
    select p, space_id, room_id, media_id, solo, count(*) as n, count(*) filter (where liked) as likes,
      coalesce(bit_or(bit), 0) as rated_bits, coalesce(bit_or(bit) filter (where liked), 0) as liked_bits
    from (select scope_ratings.*, 1 << (array_position($8::text[], user_name) - 1) as bit from scope_ratings) as marked
    group by 1, 2, 3, 4, 5
  ), agreed as (
    select distinct p, space_id, room_id, media_id from matched
  ), judged as (
    select film.*, agreed.media_id is not null as agreed
    from film left join agreed using (p, space_id, room_id, media_id)
  ), whole as (
    select media_id, sum(likes)::bigint as likes, sum(n)::bigint as n from film where p = 1 group by media_id
  ), top as (
    select media_id, count(*) as n, count(*) over () as films, (sum(count(*)) over ())::bigint as matches,
      json_agg(json_build_object('id', room_id, 'name', room_name) order by matched_at_ms, room_id)::text as rooms
    from matched where p = 1 and not solo group by media_id
  )
  select 'films' as what, p, null as media_id, null as title, null::int as year, null as rooms,
    count(*) as films, count(*) filter (where agreed) as agreed,
    count(*) filter (where not solo) as rated,
    count(*) filter (where not solo and n >= 2) as by_two,
    count(*) filter (where not solo and n >= 2 and likes > 0) as liked,
    count(*) filter (where not solo and n >= 2 and likes > 0 and agreed) as matched
  from judged group by p
  union all
  (select 'divisive', 1, whole.media_id, titles.title, titles.year, null, whole.n, whole.likes, 0, 0, 0, 0
  from whole left join titles using (media_id) where whole.n >= $6
    and least(whole.likes, whole.n - whole.likes) >= whole.n * ${DIVISIVE_SHARE_MIN}
  order by abs(whole.likes::numeric / whole.n - 0.5), whole.n desc, coalesce(titles.title, whole.media_id) collate "C" limit $7)
  union all
  (select 'top', 1, top.media_id, titles.title, titles.year, top.rooms, top.films, whole.likes, 0, 0, 0, top.matches
  from top join whole using (media_id) left join titles using (media_id)
  order by top.n desc, whole.likes desc, coalesce(titles.title, top.media_id) collate "C" limit $7)
  union all
  select 'pattern', 1, null, null, null, null, count(*), 0, rated_bits, 0, liked_bits, 0
  from film where p = 1 and not solo and n >= 2 and rated_bits <> 0 group by rated_bits, liked_bits`;

/** The number of ratings in each quarter of an hour of each person in $6. */
export interface RatingsByPersonRow {
  user_name: string;
  quarter: string;
  n: string;
  likes: string;
}
export const RATINGS_BY_PERSON = `
  with ${SCOPE}, ${SCOPE_RATINGS}
  select user_name, rated_at_ms / 900000 as quarter, count(*) as n, count(*) filter (where liked) as likes
  from scope_ratings where p = 1 and user_name = any($6::text[]) group by 1, 2`;

/**
 * One row: the database's time, when the first room that counts was opened (null if there is none), and the state of those rooms. Equal
 * states have equal figures, because every accepted write increases a room's version.
 */
export const ROOMS_STATE = `
  with counted as (
    select space_id, id, created_at, version from room
    where kind = 'match' and ($1::text is null or owner_id = $1)
      and case when $2::text is null then trashed_at is null or trash_reason = 'expired' else id = $2 end
  ), rooms as (
    select min(created_at) as opened, count(*) as n, sum(version) as versions,
      sum(hashtextextended(id, version)) as ids from counted
  ), films as (
    select count(*) as n, max(updated_at) as latest from media
    where space_id in (select distinct space_id from counted)
  )
  select now() as now, round(extract(epoch from opened) * 1000)::bigint as opened_ms,
    concat_ws('/', rooms.n, versions, ids, films.n, extract(epoch from latest)) as state
  from rooms, films`;
