-- Whether a room is in use: it is not in the trash, and its time is not up.
CREATE OR REPLACE FUNCTION is_open(given_room room, given_moment timestamptz DEFAULT now()) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT given_room.trashed_at IS NULL AND (given_room.expires_at IS NULL OR given_room.expires_at > given_moment)
$$;
