/**
 * Selects the ended matches of a room. $1 is the space, $2 the room. An end is left out if the same match now exists with an earlier time
 * than the end. Then a late rating or an undone change has shown that the match did not end.
 */
export const MATCH_ENDS = `
  select e.media_id, e.user_name, e.matched_at_ms, e.ended_at_ms, e.reason, e.ended_by
  from room_match_end e
  where e.space_id = $1 and e.room_id = $2 and not exists (
    select from room_match m where m.space_id = $1 and m.room_id = $2 and m.media_id = e.media_id
      and m.user_name = e.user_name and m.matched_at_ms <= e.ended_at_ms)`;
