-- Says why no match room of that name is open: the reason for its newest incarnation, or for the incarnation of given_created_at. Null
-- if there never was one.
CREATE OR REPLACE FUNCTION absence_reason(given_space text, given_name text, given_created_at timestamptz DEFAULT NULL)
RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    (SELECT CASE WHEN room.trashed_at IS NULL THEN 'expired' ELSE room.trash_reason END FROM room
      WHERE room.space_id = given_space AND room.kind = 'match' AND room.name = given_name AND NOT is_open(room)
        AND (given_created_at IS NULL OR room.created_at = given_created_at)
      ORDER BY room.created_at DESC LIMIT 1),
    (SELECT 'purged' FROM room_tombstone
      WHERE space_id = given_space AND kind = 'match' AND identity = given_name
        AND (given_created_at IS NULL OR created_at = given_created_at)
      LIMIT 1))
$$;
