-- Joins a save into the open match room existing, whose row the caller has locked. Ratings and progress are always joined. The other fields
-- replace the stored ones only if the save was made with everything that is stored: it contains each stored rating, and nobody's
-- stored progress is greater than in the save. In the mode replace they always do, and stored ratings that the save does not contain
-- are taken back.
CREATE OR REPLACE FUNCTION join_match_room(
  existing room, given_creator_id text, given_creator_name text, given_type text, given_document jsonb, given_password text,
  password_mode text, given_mode text, given_media text[], given_user text[], given_value text[], given_at bigint[],
  progress_user text[], given_progress bigint[], given_moment timestamptz,
  OUT version int, OUT changed boolean, OUT stored_at timestamptz, OUT updated_at timestamptz,
  OUT last_activity_at timestamptz, OUT expires_at timestamptz
) LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  joined room_join;
  has_seen_all boolean;
BEGIN
  IF given_mode = 'replace' THEN
    SELECT given_media || array_agg(rating.media_id), given_user || array_agg(rating.user_name),
      given_value || array_agg(NULL::text), given_at || array_agg(rating.rated_at_ms)
    INTO given_media, given_user, given_value, given_at
    FROM room_rating rating
    WHERE rating.space_id = existing.space_id AND rating.room_id = existing.id AND rating.value IS NOT NULL AND NOT EXISTS (
      SELECT FROM unnest(given_media, given_user) AS given(media_id, user_name)
      WHERE given.media_id = rating.media_id AND given.user_name = rating.user_name);
  END IF;
  SELECT * INTO joined FROM join_ratings(existing.space_id, ARRAY[existing.id],
    array_fill(existing.id, ARRAY[cardinality(given_media)]), given_media, given_user, given_value, given_at,
    array_fill(existing.id, ARRAY[cardinality(progress_user)]), progress_user, given_progress);

  has_seen_all := given_mode = 'replace' OR (
    joined.agreed = existing.rating_count + joined.ratings
    AND NOT EXISTS (
      SELECT FROM room_person person
      LEFT JOIN unnest(progress_user, given_progress) AS given(user_name, progress) ON given.user_name = person.user_name
      WHERE person.space_id = existing.space_id AND person.room_id = existing.id
        AND person.progress > coalesce(given.progress, -1)));
  changed := joined.changed;
  IF has_seen_all THEN
    changed := changed OR (existing.document, existing.creator_id, existing.creator_name, existing.room_type)
      IS DISTINCT FROM (given_document, given_creator_id, given_creator_name, given_type);
    UPDATE room SET document = given_document, owner_id = given_creator_id, creator_id = given_creator_id,
      creator_name = given_creator_name, room_type = given_type,
      password_sealed = CASE password_mode WHEN 'keep' THEN room.password_sealed ELSE given_password END
    WHERE room.space_id = existing.space_id AND room.id = existing.id
      AND (password_mode <> 'keep' OR (room.document, room.creator_id, room.creator_name, room.room_type)
        IS DISTINCT FROM (given_document, given_creator_id, given_creator_name, given_type));
    IF existing.room_type <> given_type THEN
      SELECT joined.matches + coalesce(sum(change.matches), 0) INTO joined.matches
      FROM refresh_matches(existing.space_id, '{}', '{}', ARRAY[existing.id]) change;
    END IF;
  END IF;
  SELECT written.* INTO version, stored_at, updated_at, last_activity_at, expires_at
  FROM record_room_writes(existing.space_id, joined, 1, given_moment) written;
END
$$;
