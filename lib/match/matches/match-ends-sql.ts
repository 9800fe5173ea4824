/**
 * Selects the ended matches of a room. $1 is the space, $2 the room. An end is left out if the same match now exists with an earlier time
 * than the end. Then a late rating or an undone change has shown that the match did not end.
 */
export const MATCH_ENDS = `
  select ended.media_id, ended.user_name, ended.matched_at_ms, ended.ended_at_ms, ended.reason, ended.ended_by
  from room_match_end ended
  where ended.space_id = $1 and ended.room_id = $2 and not exists (
    select from room_match match where match.space_id = $1 and match.room_id = $2 and match.media_id = ended.media_id
      and match.user_name = ended.user_name and match.matched_at_ms <= ended.ended_at_ms)`;
