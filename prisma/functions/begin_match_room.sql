-- Begins a new incarnation of a match room with the ratings and progress of its first save. former_id is the open room that it
-- replaces, which goes to the trash, or null. The caller has locked the name and the row of that room.
CREATE OR REPLACE FUNCTION begin_match_room(
  given_space text, new_id text, former_id text, given_name text, given_created_at timestamptz, given_creator_id text,
  given_creator_name text, given_type text, given_document jsonb, given_password text, given_media text[],
  given_user text[], given_value text[], given_at bigint[], progress_user text[], given_progress bigint[],
  given_moment timestamptz,
  OUT version int, OUT stored_at timestamptz, OUT updated_at timestamptz, OUT last_activity_at timestamptz,
  OUT expires_at timestamptz
) LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  joined room_join;
BEGIN
  IF former_id IS NOT NULL THEN
    PERFORM trash_room(given_space, former_id, 'replaced', NULL, given_moment);
  END IF;
  INSERT INTO room (space_id, id, kind, name, created_at, owner_id, creator_id, creator_name, room_type, document,
    password_sealed, rating_count, like_count, match_count, version, stored_at, updated_at, touched_at, last_activity_at)
  VALUES (given_space, new_id, 'match', given_name, given_created_at, given_creator_id, given_creator_id,
    given_creator_name, given_type, given_document, given_password, 0, 0, 0, 0, given_moment, given_moment, given_moment,
    least(given_created_at, given_moment));
  SELECT * INTO joined FROM join_ratings(given_space, ARRAY[new_id],
    array_fill(new_id, ARRAY[cardinality(given_media)]), given_media, given_user, given_value, given_at,
    array_fill(new_id, ARRAY[cardinality(progress_user)]), progress_user, given_progress);
  SELECT written.* INTO version, stored_at, updated_at, last_activity_at, expires_at
  FROM record_room_writes(given_space, joined, 1, given_moment) written;
END
$$;
