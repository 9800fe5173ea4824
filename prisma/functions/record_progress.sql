-- Joins people's progress into match rooms: the greatest value wins. Items whose room is null are skipped.
-- Returns the ids of the rooms in which somebody's progress grew. The caller has locked the rows of the rooms.
CREATE OR REPLACE FUNCTION record_progress(
  given_space text, given_room text[], given_user text[], given_progress bigint[]
) RETURNS text[] LANGUAGE sql AS $$
  WITH grown AS (
    INSERT INTO room_person (space_id, room_id, user_name, progress)
    SELECT given_space, given.room_id, given.user_name, max(given.progress)
    FROM unnest(given_room, given_user, given_progress) AS given(room_id, user_name, progress)
    WHERE given.room_id IS NOT NULL GROUP BY given.room_id, given.user_name
    ON CONFLICT (space_id, room_id, user_name) DO UPDATE SET progress = excluded.progress
    WHERE room_person.progress IS NULL OR room_person.progress < excluded.progress
    RETURNING room_id
  )
  SELECT array_agg(DISTINCT room_id) FROM grown
$$;
