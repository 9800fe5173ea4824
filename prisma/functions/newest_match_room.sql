-- Returns the time of creation of the newest incarnation of that name, whether it is open, in the trash or purged; null if there never
-- was one.
CREATE OR REPLACE FUNCTION newest_match_room(given_space text, given_name text) RETURNS timestamptz
LANGUAGE sql STABLE AS $$
  SELECT greatest(
    (SELECT max(created_at) FROM room WHERE space_id = given_space AND kind = 'match' AND name = given_name),
    (SELECT max(created_at) FROM room_tombstone
      WHERE space_id = given_space AND kind = 'match' AND identity = given_name))
$$;
