-- Updates the matches of match rooms for their ratings: those of the given films, and of all films of whole_rooms. Records the
-- matches that ended; causes says why. Returns by how much the number of matches of each room changed.
-- Each table is read row by row by its whole key: Postgres keeps the plan, and may have made it while a table was still empty.
-- The caller has locked the rows of the rooms.
CREATE OR REPLACE FUNCTION refresh_matches(
  given_space text, film_rooms text[], films text[], whole_rooms text[], causes match_cause[] DEFAULT '{}',
  OUT room_id text, OUT matches int
) RETURNS SETOF record LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  ended ended_match[];
  changed_rooms text[];
  changes int[];
BEGIN
  WITH asked AS (
    SELECT item.room_id, item.media_id FROM unnest(film_rooms, films) AS item(room_id, media_id)
    WHERE item.room_id <> ALL (whole_rooms)
    UNION
    SELECT item.room_id, film.media_id FROM unnest(whole_rooms) AS item(room_id) CROSS JOIN LATERAL (
      SELECT rating.media_id FROM room_rating rating
      WHERE rating.space_id = given_space AND rating.room_id = item.room_id AND rating.value = 'like'
      UNION ALL
      SELECT stored.media_id FROM room_match stored WHERE stored.space_id = given_space AND stored.room_id = item.room_id
    ) film
  ), asked_room AS MATERIALIZED (
    SELECT asked.room_id, stored.room_type, CASE WHEN stored.room_type = 'unanimous' THEN (
      SELECT count(*) FROM room_person person
      WHERE person.space_id = given_space AND person.room_id = asked.room_id AND person.rating_count > 0) END AS people
    FROM (SELECT DISTINCT room_id FROM asked) asked CROSS JOIN LATERAL (
      SELECT room.room_type FROM room WHERE room.space_id = given_space AND room.id = asked.room_id OFFSET 0
    ) stored
  ), liked AS MATERIALIZED (
    SELECT asked.room_id, asked.media_id, asked_room.room_type, asked_room.people, rating.user_name, rating.rated_at_ms
    FROM asked JOIN asked_room ON asked_room.room_id = asked.room_id CROSS JOIN LATERAL (
      SELECT stored.user_name, stored.rated_at_ms FROM room_rating stored WHERE stored.space_id = given_space
        AND stored.room_id = asked.room_id AND stored.media_id = asked.media_id AND stored.value = 'like' OFFSET 0
    ) rating
  ), wanted AS (
    SELECT room_id, media_id, user_name, rated_at_ms AS matched_at_ms FROM liked WHERE room_type = 'solo'
    UNION ALL
    SELECT room_id, media_id, '', max(rated_at_ms) FROM liked WHERE room_type = 'unanimous'
    GROUP BY room_id, media_id, people HAVING count(*) = people
    UNION ALL
    SELECT room_id, media_id, '', (array_agg(rated_at_ms ORDER BY rated_at_ms))[2] FROM liked
    WHERE room_type NOT IN ('solo', 'unanimous') GROUP BY room_id, media_id HAVING count(*) >= 2
  ), compared AS MATERIALIZED (
    SELECT side.room_id, side.media_id, side.user_name,
      min(side.stored_ms) AS stored_ms, max(side.row_address) AS row_address, max(side.wanted_ms) AS wanted_ms
    FROM (
      SELECT asked.room_id, asked.media_id, match.user_name, match.matched_at_ms AS stored_ms, match.row_address, NULL::bigint AS wanted_ms
      FROM asked CROSS JOIN LATERAL (
        SELECT stored.user_name, stored.matched_at_ms, stored.ctid AS row_address FROM room_match stored
        WHERE stored.space_id = given_space AND stored.room_id = asked.room_id AND stored.media_id = asked.media_id OFFSET 0
      ) match
      UNION ALL
      SELECT room_id, media_id, user_name, NULL, NULL, matched_at_ms FROM wanted
    ) side GROUP BY side.room_id, side.media_id, side.user_name
  ), removed AS (
    DELETE FROM room_match WHERE ctid = ANY (ARRAY(SELECT row_address FROM compared WHERE wanted_ms IS NULL))
  ), written AS (
    INSERT INTO room_match AS match (space_id, room_id, media_id, user_name, matched_at_ms)
    SELECT given_space, room_id, media_id, user_name, wanted_ms FROM compared
    WHERE wanted_ms IS NOT NULL AND wanted_ms IS DISTINCT FROM stored_ms
    ON CONFLICT (space_id, room_id, media_id, user_name) DO UPDATE SET matched_at_ms = excluded.matched_at_ms
  )
  SELECT (SELECT array_agg(ROW(room_id, media_id, user_name, stored_ms)::ended_match) FROM compared WHERE wanted_ms IS NULL),
    array_agg(change.room_id), array_agg(change.matches)
  INTO ended, changed_rooms, changes
  FROM (SELECT room_id, (count(*) FILTER (WHERE stored_ms IS NULL) - count(*) FILTER (WHERE wanted_ms IS NULL))::int AS matches
    FROM compared GROUP BY room_id) change;
  IF ended IS NOT NULL THEN
    PERFORM record_match_ends(given_space, ended, causes);
  END IF;
  RETURN QUERY SELECT * FROM unnest(changed_rooms, changes);
END
$$;
