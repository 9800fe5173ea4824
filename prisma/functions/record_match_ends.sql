-- Records when and why matches ended. A match ended because likes of its film were taken away; if none were, because people joined the
-- room; if nobody did, because the type of the room changed. If several people caused it, ended_by is null and the earliest of their
-- times counts.
-- An end whose time is before the time of its match is not recorded: its ratings arrived late, and by their times there was no match.
-- Keeps the newest 20 ends of each match (LIMITS.endsPerMatchMax). The caller has locked the rows of the rooms.
CREATE OR REPLACE FUNCTION record_match_ends(given_space text, ended ended_match[], causes match_cause[]) RETURNS void
LANGUAGE plpgsql
-- The planner does not know how long an array is; with nested loops the time would grow with the square of its length.
SET enable_nestloop = off AS $$
DECLARE
  now_ms bigint := floor(extract(epoch FROM clock_timestamp()) * 1000);
BEGIN
  WITH lost AS (
    SELECT match.room_id, match.media_id, match.user_name, min(cause.reason) AS reason,
      CASE WHEN count(*) = 1 THEN min(cause.user_name) END AS ended_by,
      min(coalesce(cause.at_ms, greatest(now_ms, match.matched_at_ms))) AS ended_at_ms
    FROM unnest(ended) match
    JOIN unnest(causes) cause ON cause.room_id = match.room_id AND cause.media_id = match.media_id
      AND match.user_name IN ('', cause.user_name)
    GROUP BY match.room_id, match.media_id, match.user_name
  ), company AS (
    SELECT room_id, reason, CASE WHEN count(*) = 1 THEN min(user_name) END AS ended_by, min(at_ms) AS ended_at_ms
    FROM unnest(causes) WHERE media_id IS NULL GROUP BY room_id, reason
  ), explained AS (
    SELECT match.room_id, match.media_id, match.user_name, match.matched_at_ms,
      coalesce(lost.reason, company.reason, 'room_type') AS reason,
      CASE WHEN lost.reason IS NULL THEN company.ended_by ELSE lost.ended_by END AS ended_by,
      coalesce(lost.ended_at_ms, company.ended_at_ms, greatest(now_ms, match.matched_at_ms)) AS ended_at_ms
    FROM unnest(ended) match
    LEFT JOIN lost ON lost.room_id = match.room_id AND lost.media_id = match.media_id AND lost.user_name = match.user_name
    LEFT JOIN company ON company.room_id = match.room_id
  )
  INSERT INTO room_match_end (space_id, room_id, media_id, user_name, matched_at_ms, ended_at_ms, reason, ended_by)
  SELECT given_space, room_id, media_id, user_name, matched_at_ms, ended_at_ms, reason, ended_by
  FROM explained WHERE ended_at_ms >= matched_at_ms
  ON CONFLICT (space_id, room_id, media_id, user_name, ended_at_ms) DO NOTHING;

  DELETE FROM room_match_end WHERE ctid = ANY (ARRAY(
    SELECT older.row_address FROM unnest(ended) match CROSS JOIN LATERAL (
      SELECT stored.ctid AS row_address FROM room_match_end stored
      WHERE stored.space_id = given_space AND stored.room_id = match.room_id
        AND stored.media_id = match.media_id AND stored.user_name = match.user_name
      ORDER BY stored.ended_at_ms DESC OFFSET 20
    ) older));
END
$$;
