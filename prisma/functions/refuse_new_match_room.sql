-- Says why a save cannot begin a new incarnation of a match room; all columns are null if it can. existing is the room of that name that is
-- not in the trash, or null. The caller has locked the name and the row of existing.
CREATE OR REPLACE FUNCTION refuse_new_match_room(
  existing room, given_space text, given_name text, given_created_at timestamptz, given_mode text, given_moment timestamptz,
  OUT verdict text, OUT reason text, OUT room_id text, OUT version int
) LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF newest_match_room(given_space, given_name) >= given_created_at THEN
    verdict := 'gone';
    reason := gone_reason(given_space, given_name, given_created_at);
  ELSIF existing.locked_at IS NOT NULL THEN
    verdict := 'locked';
    reason := existing.lock_reason;
    room_id := existing.id;
  ELSIF given_mode = 'replace' THEN
    verdict := 'stale';
  ELSIF given_mode = 'create' AND existing.id IS NOT NULL AND is_open(existing, given_moment) THEN
    verdict := 'exists';
    room_id := existing.id;
    version := existing.version;
  END IF;
END
$$;
