-- Whether a room is open: it is not in the trash and has not expired.
CREATE OR REPLACE FUNCTION is_open(given_room room, given_moment timestamptz DEFAULT now()) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT given_room.trashed_at IS NULL AND (given_room.expires_at IS NULL OR given_room.expires_at > given_moment)
$$;
