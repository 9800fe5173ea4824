-- Three functions say in plainer comments why they are as they are. Nothing else changes.

-- Brings the counters, the activity and the expiry of a match room up to date after accepted writes.
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

-- Saves a whole document of a match room for a game server.
--   given_mode: join (the merge rule), replace (only the expected version of the expected room) or create (only if none is open).
--   password_mode: set (to given_password; null removes it) or keep.
--   verdict: created, joined, gone, locked, future, stale or exists. reason: why it is gone or locked.
-- Locks the row of the open room. If the save may begin an incarnation, it locks the name first.
CREATE OR REPLACE FUNCTION save_match_room(
  given_space text, new_id text, given_name text, given_created_at timestamptz, given_creator_id text,
  given_creator_name text, given_type text, given_document jsonb, given_password text, password_mode text, given_mode text,
  expected_id text, expected_version int, given_media text[], given_user text[], given_value text[], given_at bigint[],
  progress_user text[], given_progress bigint[],
  OUT verdict text, OUT reason text, OUT room_id text, OUT version int, OUT changed boolean, OUT replaced_id text,
  OUT stored_at timestamptz, OUT updated_at timestamptz, OUT last_activity_at timestamptz, OUT expires_at timestamptz
) LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  held room;
  this_moment timestamptz;
  joined room_join;
BEGIN
  IF given_created_at > clock_timestamp() + interval '1 day' THEN
    verdict := 'future';
    RETURN;
  END IF;
  SELECT * INTO held FROM room
  WHERE space_id = given_space AND kind = 'match' AND name = given_name AND created_at = given_created_at FOR NO KEY UPDATE;
  -- The query does not exclude rooms in the trash: it would keep the lock of a room that went there while it waited, find no room, and
  -- then wait for the name with that lock, which may deadlock.
  IF held.trashed_at IS NOT NULL THEN
    verdict := 'gone';
    reason := held.trash_reason;
    RETURN;
  END IF;

  IF held.id IS NULL THEN
    PERFORM lock_room_name(given_space, 'match', given_name);
    SELECT * INTO held FROM room
    WHERE space_id = given_space AND kind = 'match' AND name = given_name AND trashed_at IS NULL FOR NO KEY UPDATE;
    this_moment := clock_timestamp();
    IF held.id IS NULL OR held.created_at <> given_created_at THEN
      SELECT refused.* INTO verdict, reason, room_id, version
      FROM refuse_new_match_room(held, given_space, given_name, given_created_at, given_mode, this_moment) refused;
      IF verdict IS NULL THEN
        SELECT 'created', new_id, written.version, true, held.id, written.stored_at, written.updated_at,
          written.last_activity_at, written.expires_at
        INTO verdict, room_id, version, changed, replaced_id, stored_at, updated_at, last_activity_at, expires_at
        FROM begin_match_room(given_space, new_id, held.id, given_name, given_created_at, given_creator_id,
          given_creator_name, given_type, given_document, given_password, given_media, given_user, given_value, given_at,
          progress_user, given_progress, this_moment) written;
      END IF;
      RETURN;
    END IF;
  END IF;

  this_moment := clock_timestamp();
  room_id := held.id;
  version := held.version;
  IF held.expires_at <= this_moment THEN
    verdict := 'gone';
    reason := 'expired';
  ELSIF held.locked_at IS NOT NULL THEN
    verdict := 'locked';
    reason := held.lock_reason;
  ELSIF given_mode = 'create' THEN
    verdict := 'exists';
  ELSIF given_mode = 'replace' AND (expected_id <> held.id OR expected_version <> held.version) THEN
    verdict := 'stale';
  ELSE
    verdict := 'joined';
    SELECT written.* INTO version, changed, stored_at, updated_at, last_activity_at, expires_at
    FROM join_match_room(held, given_creator_id, given_creator_name, given_type, given_document, given_password,
      password_mode, given_mode, given_media, given_user, given_value, given_at, progress_user, given_progress,
      this_moment) written;
  END IF;
END
$$;

-- Gives committed changes their place in the sequence of events. The outbox's ids are given before a commit and become visible in any
-- order, so a reader that remembers the last id would miss some. Here one instance at a time moves what is committed into the table
-- event, in the order of each room's changes, and a reader of that table sees every id after all smaller ones.
-- Returns the number of moved events, or -1 while another instance moves them. Moves at most max_events.
CREATE OR REPLACE FUNCTION sequence_events(max_events int, notifies boolean) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  moved_events int;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtextextended('roomkeeper/events', 20261126)) THEN
    RETURN -1;
  END IF;
  WITH taken AS (
    DELETE FROM event_outbox WHERE id IN (SELECT id FROM event_outbox ORDER BY id LIMIT max_events) RETURNING *
  )
  INSERT INTO event (id, at, type, space_id, kind, room_id, room_name, room_created_at, version, data)
  SELECT nextval('event_id_seq'), at, type, space_id, kind, room_id, room_name, room_created_at, version, data
  FROM (SELECT * FROM taken ORDER BY id) in_order;
  GET DIAGNOSTICS moved_events = ROW_COUNT;
  -- The writes do not notify, because Postgres lets commits that notify wait for each other.
  IF moved_events > 0 AND notifies THEN
    PERFORM pg_notify('roomkeeper_events', '');
  END IF;
  RETURN moved_events;
END
$$;
