-- Moves a room of any kind to the trash, where it waits for its space's number of days. An expired room goes there as
-- expired, whatever the given reason. Returns when it will be purged; null if it is in the trash already.
-- Writes the room's row, which the caller has locked.
CREATE OR REPLACE FUNCTION trash_room(
  given_space text, given_room text, given_reason text, given_person text, given_moment timestamptz
) RETURNS timestamptz LANGUAGE sql AS $$
  UPDATE room SET
    trashed_at = given_moment, trashed_by = given_person, version = room.version + 1, updated_at = given_moment,
    trash_reason = CASE WHEN room.expires_at <= given_moment THEN 'expired' ELSE given_reason END,
    purge_at = given_moment + make_interval(days => space.trash_days)
  FROM space
  WHERE space.id = given_space AND room.space_id = given_space AND room.id = given_room AND room.trashed_at IS NULL
  RETURNING room.purge_at
$$;
