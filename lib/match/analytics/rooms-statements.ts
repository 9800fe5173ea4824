import { MATCHED, SCOPE, SCOPE_RATINGS } from "./statements";

/** How many rooms were opened in each quarter of an hour, by type and space. The parameters are those of statements.ts. */
export interface OpenedRoomsRow {
  p: number;
  quarter: string;
  room_type: string;
  space: string;
  n: string;
}
export const OPENED_ROOMS = `
  with ${SCOPE}, opened as (
    select space_id, room_type, floor(extract(epoch from created_at) * 1000)::bigint as at_ms from scope
  )
  select (opened.at_ms >= $3)::int as p, opened.at_ms / 900000 as quarter, coalesce(opened.room_type, '') as room_type,
    space.name as space, count(*) as n
  from opened join space on space.id = opened.space_id
  where opened.at_ms >= coalesce($5, $3) and opened.at_ms < $4
  group by 1, 2, 3, 4`;

/** The rooms that people used most in the period. $6 is how many. */
export interface UsedRoomsRow {
  id: string;
  name: string;
  space: string;
  people: string;
  ratings: string;
  matches: string;
}
export const USED_ROOMS = `
  with ${SCOPE}, ${SCOPE_RATINGS}, ${MATCHED}, rated as (
    select room_id, count(*) as n, count(distinct user_name) as people from scope_ratings where p = 1 group by room_id
  ), agreed as (
    select room_id, count(*) as n from matched where p = 1 group by room_id
  )
  select scope.id, scope.name, space.name as space, coalesce(rated.people, 0) as people, coalesce(rated.n, 0) as ratings,
    coalesce(agreed.n, 0) as matches
  from scope join space on space.id = scope.space_id
    left join rated on rated.room_id = scope.id left join agreed on agreed.room_id = scope.id
  where rated.n > 0 or agreed.n > 0
  order by ratings desc, people desc, matches desc, scope.name collate "C", scope.id limit $6`;
