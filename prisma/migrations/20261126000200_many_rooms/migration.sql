-- The merge rule for many rooms in one call: a batch, and writes that arrive together, cost a few statements however many
-- ratings they bring. The rule is the one of the room functions and of lib/rooms/merge-room.ts.

-- A rating is written by whoever holds its room's row, and the check of a foreign key would cost as much as the rating itself.
-- What hangs on a room goes with it all the same, whoever deletes it.
ALTER TABLE "room_rating" DROP CONSTRAINT "room_rating_space_id_room_id_fkey";

CREATE FUNCTION remove_room_ratings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM room_rating WHERE space_id = OLD.space_id AND room_id = OLD.id;
  RETURN OLD;
END
$$;

CREATE TRIGGER room_ratings_go BEFORE DELETE ON room FOR EACH ROW EXECUTE FUNCTION remove_room_ratings();

DROP FUNCTION append_ratings;
DROP FUNCTION join_ratings;
DROP FUNCTION note_room_write;
DROP FUNCTION refresh_matches;

-- An open room whose row a function holds.
CREATE TYPE held_room AS (
  name text, id text, room_type text, created_at timestamptz, version int, expires_at timestamptz, locked_at timestamptz,
  lock_reason text
);

-- What a join did to one room.
CREATE TYPE room_join AS (
  room_id text, ratings int, likes int, people int, matches int, newest_ms bigint, agreed int, changed boolean
);

-- Brings room_match in line with the ratings of the given films, and of all films of the rooms in p_whole.
-- Returns by how much the number of matches of each room changed.
CREATE FUNCTION refresh_matches(
  p_space text, p_room text[], p_media text[], p_whole text[], OUT room_id text, OUT matches int
) RETURNS SETOF record LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  -- Every table is asked by its whole key, row by row: plans are made once, perhaps while a table is still empty.
  WITH films AS (
    SELECT u.room_id, u.media_id FROM unnest(p_room, p_media) AS u(room_id, media_id)
    WHERE u.room_id <> ALL (p_whole)
    UNION
    SELECT w.room_id, x.media_id FROM unnest(p_whole) AS w(room_id) CROSS JOIN LATERAL (
      SELECT y.media_id FROM room_rating y WHERE y.space_id = p_space AND y.room_id = w.room_id AND y.value = 'like'
      UNION ALL
      SELECT y.media_id FROM room_match y WHERE y.space_id = p_space AND y.room_id = w.room_id
    ) x
  ), rooms AS MATERIALIZED (
    SELECT f.room_id, x.room_type, CASE WHEN x.room_type = 'unanimous' THEN (
      SELECT count(*) FROM room_person p
      WHERE p.space_id = p_space AND p.room_id = f.room_id AND p.rating_count > 0) END AS people
    FROM (SELECT DISTINCT room_id FROM films) f CROSS JOIN LATERAL (
      SELECT y.room_type FROM room y WHERE y.space_id = p_space AND y.id = f.room_id OFFSET 0
    ) x
  ), likes AS MATERIALIZED (
    SELECT f.room_id, f.media_id, r.room_type, r.people, x.user_name, x.rated_at_ms
    FROM films f JOIN rooms r ON r.room_id = f.room_id CROSS JOIN LATERAL (
      SELECT y.user_name, y.rated_at_ms FROM room_rating y
      WHERE y.space_id = p_space AND y.room_id = f.room_id AND y.media_id = f.media_id AND y.value = 'like' OFFSET 0
    ) x
  ), wanted AS (
    SELECT l.room_id, l.media_id, l.user_name, l.rated_at_ms AS matched_at_ms FROM likes l WHERE l.room_type = 'solo'
    UNION ALL
    SELECT l.room_id, l.media_id, '', max(l.rated_at_ms) FROM likes l WHERE l.room_type = 'unanimous'
    GROUP BY l.room_id, l.media_id, l.people HAVING count(*) = l.people
    UNION ALL
    SELECT l.room_id, l.media_id, '', (array_agg(l.rated_at_ms ORDER BY l.rated_at_ms))[2] FROM likes l
    WHERE l.room_type NOT IN ('solo', 'unanimous') GROUP BY l.room_id, l.media_id HAVING count(*) >= 2
  ), both_sides AS MATERIALIZED (
    SELECT s.room_id, s.media_id, s.user_name, min(s.had) AS had, max(s.place) AS place, max(s.wanted) AS wanted
    FROM (
      SELECT f.room_id, f.media_id, x.user_name, x.matched_at_ms AS had, x.place, NULL::bigint AS wanted
      FROM films f CROSS JOIN LATERAL (
        SELECT y.user_name, y.matched_at_ms, y.ctid AS place FROM room_match y
        WHERE y.space_id = p_space AND y.room_id = f.room_id AND y.media_id = f.media_id OFFSET 0
      ) x
      UNION ALL
      SELECT w.room_id, w.media_id, w.user_name, NULL, NULL, w.matched_at_ms FROM wanted w
    ) s GROUP BY s.room_id, s.media_id, s.user_name
  ), gone AS (
    DELETE FROM room_match m WHERE m.ctid = ANY (ARRAY(SELECT b.place FROM both_sides b WHERE b.wanted IS NULL))
  ), kept AS (
    INSERT INTO room_match AS m (space_id, room_id, media_id, user_name, matched_at_ms)
    SELECT p_space, b.room_id, b.media_id, b.user_name, b.wanted FROM both_sides b
    WHERE b.wanted IS DISTINCT FROM b.had AND b.wanted IS NOT NULL
    ON CONFLICT (space_id, room_id, media_id, user_name) DO UPDATE SET matched_at_ms = excluded.matched_at_ms
  )
  SELECT c.room_id, ((count(*) FILTER (WHERE c.had IS NULL)) - (count(*) FILTER (WHERE c.wanted IS NULL)))::int
  FROM both_sides c GROUP BY c.room_id;
END
$$;

-- Joins ratings and progress into rooms whose rows the caller holds: by (film, person) the newest time wins, ties go to the
-- larger value, a rating taken back (value null) being the largest. A null time takes back whatever is stored.
-- p_room and p_progress_room say whose each is; what belongs to null is passed over. One row for each of p_rooms; agreed counts the given ratings that stand in the room afterwards exactly as given.
CREATE FUNCTION join_ratings(
  p_space text, p_rooms text[], p_room text[], p_media text[], p_user text[], p_value text[], p_at bigint[],
  p_progress_room text[], p_progress_user text[], p_progress bigint[]
) RETURNS SETOF room_join LANGUAGE plpgsql AS $$
DECLARE
  v_joins room_join[];
  v_film_room text[];
  v_film text[];
  v_whole text[];
  v_progressed text[];
BEGIN
  WITH given AS (
    SELECT DISTINCT ON (u.room_id COLLATE "C", u.media_id COLLATE "C", u.user_name COLLATE "C")
      u.room_id, u.media_id, u.user_name, u.value,
      coalesce(u.at_ms, r.rated_at_ms) AS at_ms, r.value AS old_value, r.rated_at_ms AS old_at_ms
    FROM unnest(p_room, p_media, p_user, p_value, p_at) AS u(room_id, media_id, user_name, value, at_ms)
    LEFT JOIN LATERAL (
      SELECT x.value, x.rated_at_ms FROM room_rating x WHERE x.space_id = p_space AND x.room_id = u.room_id
        AND x.media_id = u.media_id AND x.user_name = u.user_name OFFSET 0
    ) r ON true
    WHERE u.room_id IS NOT NULL AND (u.at_ms IS NOT NULL OR r.rated_at_ms IS NOT NULL)
    ORDER BY u.room_id COLLATE "C", u.media_id COLLATE "C", u.user_name COLLATE "C",
      coalesce(u.at_ms, r.rated_at_ms) DESC, u.value COLLATE "C" DESC NULLS FIRST
  ), judged AS MATERIALIZED (
    SELECT *, old_at_ms IS NULL OR at_ms > old_at_ms OR (at_ms = old_at_ms AND
      old_value IS NOT NULL AND (value IS NULL OR value COLLATE "C" > old_value COLLATE "C")) AS is_news
    FROM given
  ), added AS (
    -- Whoever writes a room's ratings holds its row, so that nobody can add the same one meanwhile.
    INSERT INTO room_rating (space_id, room_id, media_id, user_name, value, rated_at_ms)
    SELECT p_space, room_id, media_id, user_name, value, at_ms FROM judged WHERE is_news AND old_at_ms IS NULL
  ), changed AS (
    INSERT INTO room_rating (space_id, room_id, media_id, user_name, value, rated_at_ms)
    SELECT p_space, room_id, media_id, user_name, value, at_ms FROM judged WHERE is_news AND old_at_ms IS NOT NULL
    ON CONFLICT (space_id, room_id, media_id, user_name)
    DO UPDATE SET value = excluded.value, rated_at_ms = excluded.rated_at_ms
  ), tallies AS MATERIALIZED (
    SELECT room_id, user_name, sum((value IS NOT NULL)::int - (old_value IS NOT NULL)::int)::int AS ratings,
      sum((value IS NOT DISTINCT FROM 'like')::int - (old_value IS NOT DISTINCT FROM 'like')::int)::int AS likes
    FROM judged WHERE is_news GROUP BY room_id, user_name
  ), moves AS (
    SELECT t.room_id, t.ratings, t.likes,
      (coalesce(p.rating_count, 0) + t.ratings > 0)::int - (coalesce(p.rating_count, 0) > 0)::int AS people
    FROM tallies t LEFT JOIN LATERAL (
      SELECT x.rating_count FROM room_person x
      WHERE x.space_id = p_space AND x.room_id = t.room_id AND x.user_name = t.user_name OFFSET 0
    ) p ON true
  ), people AS (
    INSERT INTO room_person AS p (space_id, room_id, user_name, rating_count, like_count)
    SELECT p_space, room_id, user_name, ratings, likes FROM tallies
    ON CONFLICT (space_id, room_id, user_name)
    DO UPDATE SET rating_count = p.rating_count + excluded.rating_count,
      like_count = p.like_count + excluded.like_count
  ), moved AS (
    SELECT room_id, sum(ratings)::int AS ratings, sum(likes)::int AS likes, sum(people)::int AS people,
      bool_or(people <> 0) AS is_other_company
    FROM moves GROUP BY room_id
  ), rated AS (
    SELECT room_id, max(at_ms) FILTER (WHERE is_news) AS newest_ms, bool_or(is_news) AS changed,
      count(*) FILTER (WHERE value IS NOT NULL AND (is_news OR (at_ms = old_at_ms AND value = old_value)))::int AS agreed
    FROM judged GROUP BY room_id
  ), films AS (
    -- Only likes that come or go can make or end a match, but for the company of a unanimous room.
    SELECT DISTINCT room_id, media_id FROM judged
    WHERE is_news AND (value = 'like' OR old_value = 'like')
  )
  SELECT
    (SELECT array_agg(ROW(o.id, coalesce(m.ratings, 0), coalesce(m.likes, 0), coalesce(m.people, 0), 0, x.newest_ms,
        coalesce(x.agreed, 0), coalesce(x.changed, false))::room_join)
      FROM unnest(p_rooms) AS o(id) LEFT JOIN moved m ON m.room_id = o.id LEFT JOIN rated x ON x.room_id = o.id),
    (SELECT array_agg(f.room_id) FROM films f),
    (SELECT array_agg(f.media_id) FROM films f),
    (SELECT array_agg(m.room_id) FROM moved m WHERE m.is_other_company)
  INTO v_joins, v_film_room, v_film, v_whole;

  IF cardinality(p_progress_user) > 0 THEN
    WITH ahead AS (
      INSERT INTO room_person AS p (space_id, room_id, user_name, progress)
      SELECT p_space, u.room_id, u.user_name, max(u.progress)
      FROM unnest(p_progress_room, p_progress_user, p_progress) AS u(room_id, user_name, progress)
      WHERE u.room_id IS NOT NULL GROUP BY u.room_id, u.user_name
      ON CONFLICT (space_id, room_id, user_name) DO UPDATE SET progress = excluded.progress
      WHERE p.progress IS NULL OR p.progress < excluded.progress
      RETURNING p.room_id
    )
    SELECT array_agg(DISTINCT room_id) INTO v_progressed FROM ahead;
  END IF;
  IF v_whole IS NOT NULL THEN
    SELECT array_agg(id) INTO v_whole FROM room
    WHERE space_id = p_space AND id = ANY (v_whole) AND room_type = 'unanimous';
  END IF;
  IF v_film IS NOT NULL OR v_whole IS NOT NULL THEN
    RETURN QUERY
      SELECT j.room_id, j.ratings, j.likes, j.people, coalesce(m.matches, 0), j.newest_ms, j.agreed,
        j.changed OR j.room_id = ANY (coalesce(v_progressed, '{}'))
      FROM unnest(v_joins) j
      LEFT JOIN refresh_matches(p_space, coalesce(v_film_room, '{}'), coalesce(v_film, '{}'), coalesce(v_whole, '{}')) m
        ON m.room_id = j.room_id;
  ELSE
    RETURN QUERY
      SELECT j.room_id, j.ratings, j.likes, j.people, j.matches, j.newest_ms, j.agreed,
        j.changed OR j.room_id = ANY (coalesce(v_progressed, '{}'))
      FROM unnest(v_joins) j;
  END IF;
END
$$;

-- Brings the counters, the activity and the expiry of an open room up to date after accepted writes.
CREATE FUNCTION note_room_writes(
  p_space text, p_join room_join, p_writes int, p_now timestamptz,
  OUT version int, OUT stored_at timestamptz, OUT updated_at timestamptz, OUT last_activity_at timestamptz,
  OUT expires_at timestamptz
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  UPDATE room r SET
    version = r.version + p_writes, updated_at = p_now, touched_at = p_now,
    rating_count = r.rating_count + p_join.ratings,
    like_count = r.like_count + p_join.likes,
    people_count = r.people_count + p_join.people,
    match_count = r.match_count + p_join.matches,
    -- Without news nothing happened: least() alone would pass over the null and say "now".
    last_activity_at = greatest(r.last_activity_at,
      CASE WHEN p_join.newest_ms IS NOT NULL THEN least(p_now, to_timestamp(p_join.newest_ms / 1000.0)) END),
    expires_at = next_expiry(r.expiry_kind, r.idle_days, s.idle_days, r.keep_until, r.expires_at, p_now)
  FROM space s
  WHERE s.id = p_space AND r.space_id = p_space AND r.id = p_join.room_id
  RETURNING r.version, r.stored_at, r.updated_at, r.last_activity_at, r.expires_at
  INTO version, stored_at, updated_at, last_activity_at, expires_at;
END
$$;

-- Why a room that is not open is gone: its newest end, or that of one incarnation; null when it never was.
CREATE FUNCTION absence_reason(p_space text, p_name text, p_created timestamptz) RETURNS text LANGUAGE sql AS $$
  SELECT coalesce(
    (SELECT r.trash_reason FROM room r WHERE r.space_id = p_space AND r.name = p_name AND r.trashed_at IS NOT NULL
      AND (p_created IS NULL OR r.created_at = p_created) ORDER BY r.created_at DESC LIMIT 1),
    (SELECT 'purged' FROM room_tombstone t WHERE t.space_id = p_space AND t.name = p_name
      AND (p_created IS NULL OR t.created_at = p_created) LIMIT 1))
$$;

-- Ratings alone, for any number of rooms of different names. p_created narrows a name to one incarnation, or is null for
-- whichever is open. Several writes of one room may arrive as one; p_writes says how many they were, and the version grows by
-- that. p_at and p_progress belong to the room whose place in p_name is p_at_room and p_progress_at.
--   verdict: joined, not_found, gone or locked.
CREATE FUNCTION append_ratings(
  p_space text, p_name text[], p_created timestamptz[], p_writes int[],
  p_at_room int[], p_media text[], p_user text[], p_value text[], p_at bigint[],
  p_progress_at int[], p_progress_user text[], p_progress bigint[],
  OUT place int, OUT verdict text, OUT reason text, OUT room_id text, OUT version int, OUT changed boolean,
  OUT stored_at timestamptz, OUT updated_at timestamptz, OUT last_activity_at timestamptz, OUT expires_at timestamptz
) RETURNS SETOF record LANGUAGE plpgsql
-- Planning the join costs more than carrying it out, and its plan is the same for every room.
SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  v_held held_room[];
  v_now timestamptz;
  v_ids text[];
  v_joins room_join[];
BEGIN
  -- In order of their names, so that two batches wait for each other instead of locking each other out.
  FOR v_try IN 1..3 LOOP
    SELECT array_agg(ROW(x.name, x.id, x.room_type, x.created_at, x.version, x.expires_at, x.locked_at, x.lock_reason)::held_room)
    INTO v_held FROM (SELECT u.name FROM unnest(p_name) AS u(name) ORDER BY u.name COLLATE "C") n CROSS JOIN LATERAL (
      SELECT * FROM room r WHERE r.space_id = p_space AND r.name = n.name AND r.trashed_at IS NULL FOR NO KEY UPDATE
    ) x;
    EXIT WHEN cardinality(v_held) = cardinality(p_name);
    -- A room that was replaced while we waited for it is not seen: its successor is, by the next look.
    EXIT WHEN NOT EXISTS (
      SELECT 1 FROM (SELECT unnest(p_name) EXCEPT SELECT h.name FROM unnest(v_held) h) AS n(name) CROSS JOIN LATERAL (
        SELECT 1 FROM room r WHERE r.space_id = p_space AND r.name = n.name AND r.trashed_at IS NULL OFFSET 0) x);
  END LOOP;
  v_now := clock_timestamp();

  -- The id of each place's room, null where it is not open to this write.
  SELECT array_agg(
    CASE WHEN h.id IS NOT NULL AND (g.created IS NULL OR g.created = h.created_at)
      AND (h.expires_at IS NULL OR h.expires_at > v_now) AND h.locked_at IS NULL THEN h.id END ORDER BY g.place)
  INTO v_ids
  FROM unnest(p_name, p_created) WITH ORDINALITY AS g(name, created, place) LEFT JOIN unnest(v_held) h ON h.name = g.name;

  SELECT array_agg(j::room_join) INTO v_joins FROM join_ratings(p_space, array_remove(v_ids, NULL),
    (SELECT array_agg(v_ids[u.at_room] ORDER BY u.n) FROM unnest(p_at_room) WITH ORDINALITY AS u(at_room, n)),
    p_media, p_user, p_value, p_at,
    (SELECT array_agg(v_ids[u.at_room] ORDER BY u.n) FROM unnest(p_progress_at) WITH ORDINALITY AS u(at_room, n)),
    p_progress_user, p_progress) j;

  RETURN QUERY
  SELECT g.place::int,
    CASE WHEN g.id IS NOT NULL THEN 'joined'
      WHEN h.id IS NULL THEN CASE WHEN a.reason IS NULL THEN 'not_found' ELSE 'gone' END
      WHEN g.created > h.created_at THEN 'not_found'
      WHEN g.created < h.created_at OR h.expires_at <= v_now THEN 'gone'
      ELSE 'locked' END,
    CASE WHEN g.id IS NOT NULL OR g.created > h.created_at THEN NULL
      WHEN h.id IS NULL THEN a.reason
      WHEN g.created < h.created_at THEN gone_reason(p_space, g.name, g.created)
      WHEN h.expires_at <= v_now THEN 'expired'
      ELSE h.lock_reason END,
    h.id, coalesce(w.version, h.version), j.changed, w.stored_at, w.updated_at, w.last_activity_at, w.expires_at
  FROM unnest(p_name, p_created, v_ids) WITH ORDINALITY AS g(name, created, id, place)
  LEFT JOIN unnest(v_held) h ON h.name = g.name
  LEFT JOIN LATERAL (SELECT absence_reason(p_space, g.name, g.created) AS reason WHERE h.id IS NULL) a ON true
  LEFT JOIN unnest(v_joins) j ON j.room_id = g.id
  LEFT JOIN LATERAL note_room_writes(p_space, j, p_writes[g.place], v_now) w ON g.id IS NOT NULL;
END
$$;

-- A game server's save of a whole document.
--   p_mode: join (the merge rule), replace (If-Match: p_expected_id and p_expected_version must be the stored ones) or
--   create (If-None-Match: *).
--   p_password_mode: set (to p_password, null removes it) or keep.
--   verdict: created, joined, gone, locked, future, stale or exists. reason: why it is gone or locked.
CREATE OR REPLACE FUNCTION save_match_room(
  p_space text, p_new_id text, p_name text, p_created timestamptz, p_creator_id text, p_creator_name text,
  p_type text, p_document jsonb, p_password text, p_password_mode text, p_mode text,
  p_expected_id text, p_expected_version int,
  p_media text[], p_user text[], p_value text[], p_at bigint[], p_progress_user text[], p_progress bigint[],
  OUT verdict text, OUT reason text, OUT room_id text, OUT version int, OUT changed boolean, OUT replaced_id text,
  OUT stored_at timestamptz, OUT updated_at timestamptz, OUT last_activity_at timestamptz, OUT expires_at timestamptz
) LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  r room;
  v_now timestamptz;
  v_known timestamptz;
  v_trash_days int;
  v_joined room_join;
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
      SELECT * INTO v_joined FROM join_ratings(p_space, ARRAY[p_new_id],
        array_fill(p_new_id, ARRAY[cardinality(p_media)]), p_media, p_user, p_value, p_at,
        array_fill(p_new_id, ARRAY[cardinality(p_progress_user)]), p_progress_user, p_progress);
      SELECT w.version, w.stored_at, w.updated_at, w.last_activity_at, w.expires_at
      INTO version, stored_at, updated_at, last_activity_at, expires_at
      FROM note_room_writes(p_space, v_joined, 1, v_now) w;
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
  SELECT * INTO v_joined FROM join_ratings(p_space, ARRAY[r.id],
    array_fill(r.id, ARRAY[cardinality(p_media)]), p_media, p_user, p_value, p_at,
    array_fill(r.id, ARRAY[cardinality(p_progress_user)]), p_progress_user, p_progress);

  -- The document has seen all that is stored when every live rating is among its own and no progress is ahead of it.
  v_seen_all := p_mode = 'replace' OR (
    v_joined.agreed = r.rating_count + v_joined.ratings
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
      SELECT v_joined.matches + coalesce(sum(m.matches), 0) INTO v_joined.matches
      FROM refresh_matches(p_space, '{}', '{}', ARRAY[r.id]) m;
    END IF;
  END IF;
  SELECT w.version, w.stored_at, w.updated_at, w.last_activity_at, w.expires_at
  INTO version, stored_at, updated_at, last_activity_at, expires_at
  FROM note_room_writes(p_space, v_joined, 1, v_now) w;
  verdict := 'joined';
END
$$;
