-- Says why a write to one incarnation of a match room is refused: the reason for which it is in the trash, or purged, or superseded if
-- neither it nor its tombstone is stored, because a later incarnation exists then.
CREATE OR REPLACE FUNCTION gone_reason(given_space text, given_name text, given_created_at timestamptz) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    (SELECT trash_reason FROM room
      WHERE space_id = given_space AND kind = 'match' AND name = given_name AND created_at = given_created_at
        AND trashed_at IS NOT NULL),
    (SELECT 'purged' FROM room_tombstone
      WHERE space_id = given_space AND kind = 'match' AND identity = given_name AND created_at = given_created_at),
    'superseded')
$$;
