-- Saves a whole document of a match room for a game server.
--   given_mode: join (the merge rule), replace (only the expected version of the expected room) or create (only if none is open).
--   password_mode: set (to given_password; null removes it) or keep.
--   verdict: created, joined, gone, locked, future, stale, exists or full. reason: why it is gone or locked, or which limit is reached.
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
  existing room;
  this_moment timestamptz;
  joined room_join;
BEGIN
  IF given_created_at > clock_timestamp() + interval '1 day' THEN
    verdict := 'future';
    RETURN;
  END IF;
  SELECT * INTO existing FROM room
  WHERE space_id = given_space AND kind = 'match' AND name = given_name AND created_at = given_created_at FOR NO KEY UPDATE;
  -- The query does not exclude rooms in the trash: it would keep the lock of a room that went there while it waited, find no room, and
  -- then wait for the name with that lock, which may deadlock.
  IF existing.trashed_at IS NOT NULL THEN
    verdict := 'gone';
    reason := existing.trash_reason;
    RETURN;
  END IF;

  IF existing.id IS NULL THEN
    PERFORM lock_room_name(given_space, 'match', given_name);
    SELECT * INTO existing FROM room
    WHERE space_id = given_space AND kind = 'match' AND name = given_name AND trashed_at IS NULL FOR NO KEY UPDATE;
    this_moment := clock_timestamp();
    IF existing.id IS NULL OR existing.created_at <> given_created_at THEN
      SELECT refused.* INTO verdict, reason, room_id, version
      FROM refuse_new_match_room(existing, given_space, given_name, given_created_at, given_mode, this_moment) refused;
      IF verdict IS NULL THEN
        reason := reached_room_limit(existing, given_space, given_creator_id, this_moment);
        IF reason IS NOT NULL THEN
          verdict := 'full';
        END IF;
      END IF;
      IF verdict IS NULL THEN
        SELECT 'created', new_id, written.version, true, existing.id, written.stored_at, written.updated_at,
          written.last_activity_at, written.expires_at
        INTO verdict, room_id, version, changed, replaced_id, stored_at, updated_at, last_activity_at, expires_at
        FROM begin_match_room(given_space, new_id, existing.id, given_name, given_created_at, given_creator_id,
          given_creator_name, given_type, given_document, given_password, given_media, given_user, given_value, given_at,
          progress_user, given_progress, this_moment) written;
      END IF;
      RETURN;
    END IF;
  END IF;

  this_moment := clock_timestamp();
  room_id := existing.id;
  version := existing.version;
  IF existing.expires_at <= this_moment THEN
    verdict := 'gone';
    reason := 'expired';
  ELSIF existing.locked_at IS NOT NULL THEN
    verdict := 'locked';
    reason := existing.lock_reason;
  ELSIF given_mode = 'create' THEN
    verdict := 'exists';
  ELSIF given_mode = 'replace' AND (expected_id <> existing.id OR expected_version <> existing.version) THEN
    verdict := 'stale';
  ELSE
    verdict := 'joined';
    SELECT written.* INTO version, changed, stored_at, updated_at, last_activity_at, expires_at
    FROM join_match_room(existing, given_creator_id, given_creator_name, given_type, given_document, given_password,
      password_mode, given_mode, given_media, given_user, given_value, given_at, progress_user, given_progress,
      this_moment) written;
  END IF;
END
$$;
