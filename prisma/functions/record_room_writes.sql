-- Updates the counters, the activity and the expiry of a match room after accepted writes.
-- Writes the room's row, which the caller has locked.
CREATE OR REPLACE FUNCTION record_room_writes(
  given_space text, given_join room_join, given_writes int, given_moment timestamptz,
  OUT version int, OUT stored_at timestamptz, OUT updated_at timestamptz, OUT last_activity_at timestamptz,
  OUT expires_at timestamptz
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  UPDATE room SET
    version = room.version + given_writes, updated_at = given_moment, touched_at = given_moment,
    rating_count = room.rating_count + given_join.ratings,
    like_count = room.like_count + given_join.likes,
    people_count = room.people_count + given_join.people,
    match_count = room.match_count + given_join.matches,
    -- Only a newer rating moves the last activity. CASE is needed because least() ignores null and would return the given moment.
    last_activity_at = greatest(room.last_activity_at, CASE WHEN given_join.newest_ms IS NOT NULL
      THEN least(given_moment, to_timestamp(given_join.newest_ms / 1000.0)) END),
    expires_at = next_expiry(room.expiry_kind, room.idle_days, space.idle_days, room.keep_until, room.expires_at, given_moment)
  FROM space
  WHERE space.id = given_space AND room.space_id = given_space AND room.id = given_join.room_id
  RETURNING room.version, room.stored_at, room.updated_at, room.last_activity_at, room.expires_at
  INTO version, stored_at, updated_at, last_activity_at, expires_at;
END
$$;
