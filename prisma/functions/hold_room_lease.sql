-- Records that an instance of a game server holds a match room. The lease ends after the given seconds, by the database's clock. Its
-- holder renews it by the same call. Another instance gets the lease only if it has ended or if takes is true.
--   verdict: held, taken (from an instance whose lease had not ended), lease_held, gone or not_found. The other columns are the lease.
-- While people are connected, the room counts as in use: a call moves its expiry as a save does, at most once an hour.
-- Locks the row of the lease, and the row of the room if its expiry moves.
CREATE OR REPLACE FUNCTION hold_room_lease(
  given_space text, given_name text, given_instance text, given_connections int, seconds int, takes boolean,
  OUT verdict text, OUT reason text, OUT room_id text, OUT owner_id text, OUT instance text, OUT connections int,
  OUT held_since timestamptz, OUT renewed_at timestamptz, OUT expires_at timestamptz, OUT was_held_by text
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  found room;
  lease room_lease;
  this_moment timestamptz;
BEGIN
  SELECT * INTO found FROM room
  WHERE space_id = given_space AND kind = 'match' AND name = given_name AND trashed_at IS NULL;
  this_moment := clock_timestamp();
  IF found.id IS NULL OR NOT is_open(found, this_moment) THEN
    reason := absence_reason(given_space, given_name);
    verdict := CASE WHEN reason IS NULL THEN 'not_found' ELSE 'gone' END;
    RETURN;
  END IF;
  room_id := found.id;
  owner_id := found.owner_id;
  INSERT INTO room_lease AS stored (space_id, room_id, instance, connections, held_since, renewed_at, expires_at)
  VALUES (given_space, found.id, given_instance, given_connections, this_moment, this_moment,
    this_moment + make_interval(secs => seconds))
  ON CONFLICT (space_id, room_id) DO NOTHING RETURNING stored.* INTO lease;
  IF lease.room_id IS NULL THEN
    SELECT stored.* INTO lease FROM room_lease stored
    WHERE stored.space_id = given_space AND stored.room_id = found.id FOR UPDATE;
    this_moment := clock_timestamp();
    IF lease.instance <> given_instance AND lease.expires_at > this_moment AND NOT takes THEN
      verdict := 'lease_held';
    ELSE
      was_held_by := CASE WHEN lease.instance <> given_instance AND lease.expires_at > this_moment THEN lease.instance END;
      UPDATE room_lease stored SET instance = given_instance, connections = given_connections, renewed_at = this_moment,
        held_since = CASE WHEN stored.instance = given_instance AND stored.expires_at > this_moment
          THEN stored.held_since ELSE this_moment END,
        expires_at = this_moment + make_interval(secs => seconds)
      WHERE stored.space_id = given_space AND stored.room_id = found.id RETURNING stored.* INTO lease;
    END IF;
  END IF;
  verdict := coalesce(verdict, CASE WHEN was_held_by IS NULL THEN 'held' ELSE 'taken' END);
  IF verdict <> 'lease_held' AND given_connections > 0 AND found.touched_at < this_moment - interval '1 hour' THEN
    UPDATE room SET touched_at = this_moment, expires_at = next_expiry(
      room.expiry_kind, room.idle_days, space.idle_days, room.keep_until, room.expires_at, this_moment)
    FROM space WHERE space.id = given_space AND room.space_id = given_space AND room.id = found.id AND room.trashed_at IS NULL;
  END IF;
  SELECT lease.instance, lease.connections, lease.held_since, lease.renewed_at, lease.expires_at
  INTO instance, connections, held_since, renewed_at, expires_at;
END
$$;
