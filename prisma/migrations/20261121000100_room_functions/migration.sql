-- The merge rule of match rooms, as the database carries it out: one call decides and writes, holding the rooms row.
-- The same rule as a pure function is lib/rooms/merge-room.ts, the conformance suite holds the two together.
--
-- Locks: writes to an open incarnation take its row only. Whatever makes, restores or purges an incarnation first takes the
-- advisory lock of (space, name), then the row, nobody holds a row and waits for that lock.

CREATE FUNCTION lock_room_name(p_space text, p_name text) RETURNS void LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock(hashtextextended(p_space || chr(31) || p_name, 20261121))
$$;

-- When a room leaves after a write at p_now, null is never. A fixed date stays, a quiet period starts again.
CREATE FUNCTION next_expiry(
  p_kind text, p_idle_days int, p_house_days int, p_keep_until timestamptz, p_expires_at timestamptz, p_now timestamptz
) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE p_kind
    WHEN 'never' THEN NULL
    WHEN 'date' THEN p_expires_at
    WHEN 'idle' THEN greatest(p_now + make_interval(days => p_idle_days), p_keep_until)
    ELSE CASE WHEN p_house_days IS NULL THEN NULL
         ELSE greatest(p_now + make_interval(days => p_house_days), p_keep_until) END
  END
$$;

-- Brings room_match in line with the ratings of the given films, null means all films of the room.
CREATE FUNCTION refresh_matches(p_space text, p_room text, p_type text, p_media text[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  v_people int;
BEGIN
  IF p_type = 'unanimous' THEN
    SELECT count(*) INTO v_people FROM room_person
    WHERE space_id = p_space AND room_id = p_room AND rating_count > 0;
  END IF;
  WITH likes AS (
    SELECT media_id, user_name, rated_at_ms FROM room_rating
    WHERE space_id = p_space AND room_id = p_room AND value = 'like'
      AND (p_media IS NULL OR media_id = ANY (p_media))
  ), wanted AS (
    SELECT media_id, user_name, rated_at_ms AS matched_at_ms FROM likes WHERE p_type = 'solo'
    UNION ALL
    SELECT media_id, '', max(rated_at_ms) FROM likes WHERE p_type = 'unanimous'
    GROUP BY media_id HAVING count(*) = v_people
    UNION ALL
    SELECT media_id, '', (array_agg(rated_at_ms ORDER BY rated_at_ms))[2] FROM likes
    WHERE p_type NOT IN ('solo', 'unanimous') GROUP BY media_id HAVING count(*) >= 2
  ), gone AS (
    DELETE FROM room_match m
    WHERE m.space_id = p_space AND m.room_id = p_room AND (p_media IS NULL OR m.media_id = ANY (p_media))
      AND NOT EXISTS (SELECT 1 FROM wanted w WHERE w.media_id = m.media_id AND w.user_name = m.user_name)
  )
  INSERT INTO room_match AS m (space_id, room_id, media_id, user_name, matched_at_ms)
  SELECT p_space, p_room, media_id, user_name, matched_at_ms FROM wanted
  ON CONFLICT (space_id, room_id, media_id, user_name) DO UPDATE SET matched_at_ms = excluded.matched_at_ms
  WHERE m.matched_at_ms <> excluded.matched_at_ms;
END
$$;

-- Joins ratings and progress into a room whose row the caller holds: by (film, person) the newest time wins, ties go to the
-- larger value, a rating taken back (value null) being the largest. A null time takes back whatever is stored.
-- agreed counts the given ratings that stand in the room afterwards exactly as given.
CREATE FUNCTION join_ratings(
  p_space text, p_room text, p_type text,
  p_media text[], p_user text[], p_value text[], p_at bigint[], p_progress_user text[], p_progress bigint[],
  OUT ratings_delta int, OUT likes_delta int, OUT newest_ms bigint, OUT agreed int, OUT changed boolean
) LANGUAGE plpgsql AS $$
DECLARE
  v_media text[];
  v_moves int;
BEGIN
  WITH given AS (
    SELECT DISTINCT ON (u.media_id, u.user_name) u.media_id, u.user_name, u.value,
      coalesce(u.at_ms, r.rated_at_ms) AS at_ms, r.value AS old_value, r.rated_at_ms AS old_at_ms
    FROM unnest(p_media, p_user, p_value, p_at) AS u(media_id, user_name, value, at_ms)
    LEFT JOIN room_rating r ON r.space_id = p_space AND r.room_id = p_room
      AND r.media_id = u.media_id AND r.user_name = u.user_name
    WHERE u.at_ms IS NOT NULL OR r.rated_at_ms IS NOT NULL
    ORDER BY u.media_id, u.user_name, coalesce(u.at_ms, r.rated_at_ms) DESC,
      u.value COLLATE "C" DESC NULLS FIRST
  ), judged AS (
    SELECT *, old_at_ms IS NULL OR at_ms > old_at_ms OR (at_ms = old_at_ms AND
      old_value IS NOT NULL AND (value IS NULL OR value COLLATE "C" > old_value COLLATE "C")) AS is_news
    FROM given
  ), news AS (
    SELECT * FROM judged WHERE is_news
  ), written AS (
    INSERT INTO room_rating (space_id, room_id, media_id, user_name, value, rated_at_ms)
    SELECT p_space, p_room, media_id, user_name, value, at_ms FROM news
    ON CONFLICT (space_id, room_id, media_id, user_name)
    DO UPDATE SET value = excluded.value, rated_at_ms = excluded.rated_at_ms
  ), tallies AS (
    SELECT user_name, sum((value IS NOT NULL)::int - (old_value IS NOT NULL)::int)::int AS ratings,
      sum((value IS NOT DISTINCT FROM 'like')::int - (old_value IS NOT DISTINCT FROM 'like')::int)::int AS likes
    FROM news GROUP BY user_name
  ), moves AS (
    SELECT count(*) AS people FROM tallies t
    LEFT JOIN room_person p ON p.space_id = p_space AND p.room_id = p_room AND p.user_name = t.user_name
    WHERE (coalesce(p.rating_count, 0) > 0) <> (coalesce(p.rating_count, 0) + t.ratings > 0)
  ), people AS (
    INSERT INTO room_person AS p (space_id, room_id, user_name, rating_count, like_count)
    SELECT p_space, p_room, user_name, ratings, likes FROM tallies
    ON CONFLICT (space_id, room_id, user_name)
    DO UPDATE SET rating_count = p.rating_count + excluded.rating_count,
      like_count = p.like_count + excluded.like_count
  )
  SELECT coalesce((SELECT sum(ratings) FROM tallies), 0), coalesce((SELECT sum(likes) FROM tallies), 0),
    (SELECT max(at_ms) FROM news), (SELECT array_agg(DISTINCT media_id) FROM news),
    (SELECT people FROM moves),
    (SELECT count(*) FROM judged WHERE value IS NOT NULL AND (is_news OR (at_ms = old_at_ms AND value = old_value)))
  INTO ratings_delta, likes_delta, newest_ms, v_media, v_moves, agreed;

  changed := v_media IS NOT NULL;
  IF cardinality(p_progress_user) > 0 THEN
    INSERT INTO room_person AS p (space_id, room_id, user_name, progress)
    SELECT p_space, p_room, user_name, max(progress)
    FROM unnest(p_progress_user, p_progress) AS u(user_name, progress) GROUP BY user_name
    ON CONFLICT (space_id, room_id, user_name) DO UPDATE SET progress = excluded.progress
    WHERE p.progress IS NULL OR p.progress < excluded.progress;
    changed := changed OR FOUND;
  END IF;
  IF v_media IS NOT NULL THEN
    PERFORM refresh_matches(p_space, p_room, p_type,
      CASE WHEN p_type = 'unanimous' AND v_moves > 0 THEN NULL ELSE v_media END);
  END IF;
END
$$;

-- Brings the counters, the activity and the expiry of an open room up to date after an accepted write.
CREATE FUNCTION note_room_write(
  p_space text, p_room text, p_ratings_delta int, p_likes_delta int, p_newest_ms bigint, p_now timestamptz,
  OUT version int, OUT stored_at timestamptz, OUT updated_at timestamptz, OUT last_activity_at timestamptz,
  OUT expires_at timestamptz
) LANGUAGE sql AS $$
  UPDATE room r SET
    version = r.version + 1, updated_at = p_now, touched_at = p_now,
    rating_count = r.rating_count + p_ratings_delta,
    like_count = r.like_count + p_likes_delta,
    people_count = (SELECT count(*) FROM room_person p
      WHERE p.space_id = p_space AND p.room_id = p_room AND p.rating_count > 0),
    match_count = (SELECT count(*) FROM room_match m WHERE m.space_id = p_space AND m.room_id = p_room),
    -- Without news nothing happened: least() alone would pass over the null and say "now".
    last_activity_at = greatest(r.last_activity_at,
      CASE WHEN p_newest_ms IS NOT NULL THEN least(p_now, to_timestamp(p_newest_ms / 1000.0)) END),
    expires_at = next_expiry(r.expiry_kind, r.idle_days, s.idle_days, r.keep_until, r.expires_at, p_now)
  FROM space s
  WHERE s.id = p_space AND r.space_id = p_space AND r.id = p_room
  RETURNING r.version, r.stored_at, r.updated_at, r.last_activity_at, r.expires_at
$$;

-- Why a write to (space, name, created_at) is refused as gone.
CREATE FUNCTION gone_reason(p_space text, p_name text, p_created timestamptz) RETURNS text LANGUAGE sql AS $$
  SELECT coalesce(
    (SELECT trash_reason FROM room WHERE space_id = p_space AND name = p_name AND created_at = p_created
      AND trashed_at IS NOT NULL),
    (SELECT 'purged' FROM room_tombstone
      WHERE space_id = p_space AND name = p_name AND created_at = p_created),
    'superseded')
$$;

-- A game servers save of a whole document.
--   p_mode: join (the merge rule), replace (If-Match: p_expected_id and p_expected_version must be the stored ones) or
--   create (If-None-Match: *).
--   p_password_mode: set (to p_password, null removes it) or keep.
--   verdict: created, joined, gone, locked, future, stale or exists. reason: why it is gone or locked.
CREATE FUNCTION save_match_room(
  p_space text, p_new_id text, p_name text, p_created timestamptz, p_creator_id text, p_creator_name text,
  p_type text, p_document jsonb, p_password text, p_password_mode text, p_mode text,
  p_expected_id text, p_expected_version int,
  p_media text[], p_user text[], p_value text[], p_at bigint[], p_progress_user text[], p_progress bigint[],
  OUT verdict text, OUT reason text, OUT room_id text, OUT version int, OUT changed boolean, OUT replaced_id text,
  OUT stored_at timestamptz, OUT updated_at timestamptz, OUT last_activity_at timestamptz, OUT expires_at timestamptz
) LANGUAGE plpgsql AS $$
DECLARE
  r room;
  v_now timestamptz;
  v_known timestamptz;
  v_trash_days int;
  v_joined record;
  v_seen_all boolean;
BEGIN
  IF p_created > clock_timestamp() + interval '1 day' THEN
    verdict := 'future';
    RETURN;
  END IF;
  SELECT * INTO r FROM room x
  WHERE x.space_id = p_space AND x.name = p_name AND x.created_at = p_created
  FOR NO KEY UPDATE;
  -- Asked by a condition instead, a row trashed while we waited would stay held, and we would wait for its name.
  IF r.trashed_at IS NOT NULL THEN
    verdict := 'gone';
    reason := r.trash_reason;
    RETURN;
  END IF;

  IF r.id IS NULL THEN
    PERFORM lock_room_name(p_space, p_name);
    SELECT * INTO r FROM room x
    WHERE x.space_id = p_space AND x.name = p_name AND x.trashed_at IS NULL FOR NO KEY UPDATE;
    v_now := clock_timestamp();
    IF r.id IS NULL OR r.created_at <> p_created THEN
      SELECT greatest(
        (SELECT max(x.created_at) FROM room x WHERE x.space_id = p_space AND x.name = p_name),
        (SELECT max(t.created_at) FROM room_tombstone t WHERE t.space_id = p_space AND t.name = p_name)
      ) INTO v_known;
      IF v_known >= p_created THEN
        verdict := 'gone';
        reason := gone_reason(p_space, p_name, p_created);
        RETURN;
      ELSIF r.id IS NOT NULL AND r.locked_at IS NOT NULL THEN
        verdict := 'locked';
        reason := r.lock_reason;
        room_id := r.id;
        RETURN;
      ELSIF p_mode = 'replace' THEN
        verdict := 'stale';
        RETURN;
      ELSIF p_mode = 'create' AND r.id IS NOT NULL AND (r.expires_at IS NULL OR r.expires_at > v_now) THEN
        verdict := 'exists';
        room_id := r.id;
        version := r.version;
        RETURN;
      END IF;
      IF r.id IS NOT NULL THEN
        SELECT trash_days INTO v_trash_days FROM space WHERE id = p_space;
        UPDATE room x SET trashed_at = v_now, trashed_by = NULL, version = x.version + 1, updated_at = v_now,
          trash_reason = CASE WHEN x.expires_at <= v_now THEN 'expired' ELSE 'replaced' END,
          purge_at = v_now + make_interval(days => v_trash_days)
        WHERE x.space_id = p_space AND x.id = r.id;
        replaced_id := r.id;
      END IF;
      INSERT INTO room (space_id, id, kind, name, created_at, creator_id, creator_name, room_type, document,
        password_sealed, version, stored_at, updated_at, touched_at, last_activity_at)
      VALUES (p_space, p_new_id, 'match', p_name, p_created, p_creator_id, p_creator_name, p_type, p_document,
        p_password, 0, v_now, v_now, v_now, least(p_created, v_now));
      v_joined := join_ratings(p_space, p_new_id, p_type, p_media, p_user, p_value, p_at, p_progress_user, p_progress);
      SELECT w.* INTO version, stored_at, updated_at, last_activity_at, expires_at
      FROM note_room_write(p_space, p_new_id, v_joined.ratings_delta, v_joined.likes_delta, v_joined.newest_ms, v_now) w;
      verdict := 'created';
      room_id := p_new_id;
      changed := true;
      RETURN;
    END IF;
  END IF;

  v_now := clock_timestamp();
  room_id := r.id;
  version := r.version;
  IF r.expires_at <= v_now THEN
    verdict := 'gone';
    reason := 'expired';
    RETURN;
  ELSIF r.locked_at IS NOT NULL THEN
    verdict := 'locked';
    reason := r.lock_reason;
    RETURN;
  ELSIF p_mode = 'create' THEN
    verdict := 'exists';
    RETURN;
  ELSIF p_mode = 'replace' AND (p_expected_id <> r.id OR p_expected_version <> r.version) THEN
    verdict := 'stale';
    RETURN;
  END IF;

  IF p_mode = 'replace' THEN
    SELECT p_media || array_agg(x.media_id), p_user || array_agg(x.user_name),
      p_value || array_agg(NULL::text), p_at || array_agg(x.rated_at_ms)
    INTO p_media, p_user, p_value, p_at
    FROM room_rating x
    WHERE x.space_id = p_space AND x.room_id = r.id AND x.value IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM unnest(p_media, p_user) AS u(media_id, user_name)
      WHERE u.media_id = x.media_id AND u.user_name = x.user_name);
  END IF;
  v_joined := join_ratings(p_space, r.id, r.room_type, p_media, p_user, p_value, p_at, p_progress_user, p_progress);

  -- The document has seen all that is stored when every live rating is among its own and no progress is ahead of it.
  v_seen_all := p_mode = 'replace' OR (
    v_joined.agreed = r.rating_count + v_joined.ratings_delta
    AND NOT EXISTS (
      SELECT 1 FROM room_person p
      LEFT JOIN unnest(p_progress_user, p_progress) AS u(user_name, progress) ON u.user_name = p.user_name
      WHERE p.space_id = p_space AND p.room_id = r.id AND p.progress > coalesce(u.progress, -1)));
  changed := v_joined.changed;
  IF v_seen_all THEN
    changed := changed OR r.document IS DISTINCT FROM p_document OR r.creator_id <> p_creator_id
      OR r.creator_name <> p_creator_name OR r.room_type <> p_type;
    UPDATE room x SET document = p_document, creator_id = p_creator_id, creator_name = p_creator_name,
      room_type = p_type,
      password_sealed = CASE p_password_mode WHEN 'keep' THEN x.password_sealed ELSE p_password END
    WHERE x.space_id = p_space AND x.id = r.id AND (
      x.document IS DISTINCT FROM p_document OR x.creator_id <> p_creator_id OR x.creator_name <> p_creator_name
      OR x.room_type <> p_type OR p_password_mode <> 'keep');
    IF r.room_type <> p_type THEN
      PERFORM refresh_matches(p_space, r.id, p_type, NULL);
    END IF;
  END IF;
  SELECT w.* INTO version, stored_at, updated_at, last_activity_at, expires_at
  FROM note_room_write(p_space, r.id, v_joined.ratings_delta, v_joined.likes_delta, v_joined.newest_ms, v_now) w;
  verdict := 'joined';
END
$$;

-- Ratings alone. p_created narrows it to one incarnation, or is null for whichever is open.
--   verdict: joined, not_found, gone or locked.
CREATE FUNCTION append_ratings(
  p_space text, p_name text, p_created timestamptz,
  p_media text[], p_user text[], p_value text[], p_at bigint[], p_progress_user text[], p_progress bigint[],
  OUT verdict text, OUT reason text, OUT room_id text, OUT version int, OUT changed boolean,
  OUT stored_at timestamptz, OUT updated_at timestamptz, OUT last_activity_at timestamptz, OUT expires_at timestamptz
) LANGUAGE plpgsql AS $$
DECLARE
  r room;
  v_now timestamptz;
  v_joined record;
BEGIN
  SELECT * INTO r FROM room x
  WHERE x.space_id = p_space AND x.name = p_name AND x.trashed_at IS NULL FOR NO KEY UPDATE;
  v_now := clock_timestamp();
  IF r.id IS NULL THEN
    SELECT x.trash_reason INTO reason FROM room x
    WHERE x.space_id = p_space AND x.name = p_name AND (p_created IS NULL OR x.created_at = p_created)
    ORDER BY x.created_at DESC LIMIT 1;
    IF reason IS NULL THEN
      SELECT 'purged' INTO reason FROM room_tombstone t
      WHERE t.space_id = p_space AND t.name = p_name AND (p_created IS NULL OR t.created_at = p_created) LIMIT 1;
    END IF;
    verdict := CASE WHEN reason IS NULL THEN 'not_found' ELSE 'gone' END;
    RETURN;
  ELSIF p_created IS NOT NULL AND p_created <> r.created_at THEN
    verdict := CASE WHEN p_created < r.created_at THEN 'gone' ELSE 'not_found' END;
    reason := CASE WHEN p_created < r.created_at THEN gone_reason(p_space, p_name, p_created) END;
    RETURN;
  END IF;
  room_id := r.id;
  version := r.version;
  IF r.expires_at <= v_now THEN
    verdict := 'gone';
    reason := 'expired';
    RETURN;
  ELSIF r.locked_at IS NOT NULL THEN
    verdict := 'locked';
    reason := r.lock_reason;
    RETURN;
  END IF;
  v_joined := join_ratings(p_space, r.id, r.room_type, p_media, p_user, p_value, p_at, p_progress_user, p_progress);
  changed := v_joined.changed;
  SELECT w.* INTO version, stored_at, updated_at, last_activity_at, expires_at
  FROM note_room_write(p_space, r.id, v_joined.ratings_delta, v_joined.likes_delta, v_joined.newest_ms, v_now) w;
  verdict := 'joined';
END
$$;
