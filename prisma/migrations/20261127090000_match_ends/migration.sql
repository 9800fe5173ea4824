-- A match that ends is kept with when and why, written by the function that removes it, in the transaction of the write.

-- CreateTable
CREATE TABLE "room_match_end" (
    "space_id" TEXT NOT NULL,
    "room_id" TEXT NOT NULL,
    "media_id" TEXT NOT NULL,
    "user_name" TEXT NOT NULL DEFAULT '',
    "matched_at_ms" BIGINT NOT NULL,
    "ended_at_ms" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "ended_by" TEXT,

    CONSTRAINT "room_match_end_pkey" PRIMARY KEY ("space_id","room_id","media_id","user_name","ended_at_ms")
);

-- AddForeignKey
ALTER TABLE "room_match_end" ADD CONSTRAINT "room_match_end_space_id_room_id_fkey" FOREIGN KEY ("space_id", "room_id") REFERENCES "room"("space_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

DROP FUNCTION refresh_matches;

-- A match that was removed.
CREATE TYPE ended_match AS (room_id text, media_id text, user_name text, matched_at_ms bigint);

-- What a write did that can end matches. changed and taken_back: a person's like of one film became another answer or none.
-- company: a person began to take part (media_id is null). at_ms is null for a rating taken back, which has no time of its own.
CREATE TYPE match_cause AS (room_id text, media_id text, user_name text, reason text, at_ms bigint);

-- Writes down why and when matches ended. The likes that a film lost explain its end, then new company; where p_causes has
-- neither, the type of the room changed. Where several people did it, ended_by is null and the earliest of their times counts.
-- An end before its match is not written: the ratings came late, and by their times the match never held.
-- Keeps the newest 20 ends of each match (LIMITS.endsPerMatchMax). The caller holds the rows of the rooms.
CREATE FUNCTION record_match_ends(p_space text, p_ended ended_match[], p_causes match_cause[]) RETURNS void LANGUAGE plpgsql
-- The planner does not know how long an array is; with nested loops the time would grow with the square of its length.
SET enable_nestloop = off AS $$
DECLARE
  v_now_ms bigint := floor(extract(epoch FROM clock_timestamp()) * 1000);
BEGIN
  WITH lost AS (
    SELECT e.room_id, e.media_id, e.user_name, min(c.reason) AS reason,
      CASE WHEN count(*) = 1 THEN min(c.user_name) END AS ended_by,
      min(coalesce(c.at_ms, greatest(v_now_ms, e.matched_at_ms))) AS ended_at_ms
    FROM unnest(p_ended) e
    JOIN unnest(p_causes) c ON c.room_id = e.room_id AND c.media_id = e.media_id AND e.user_name IN ('', c.user_name)
    GROUP BY e.room_id, e.media_id, e.user_name
  ), company AS (
    SELECT c.room_id, c.reason, CASE WHEN count(*) = 1 THEN min(c.user_name) END AS ended_by, min(c.at_ms) AS ended_at_ms
    FROM unnest(p_causes) c WHERE c.media_id IS NULL GROUP BY c.room_id, c.reason
  ), explained AS (
    SELECT e.room_id, e.media_id, e.user_name, e.matched_at_ms,
      coalesce(l.reason, c.reason, 'room_type') AS reason,
      CASE WHEN l.reason IS NULL THEN c.ended_by ELSE l.ended_by END AS ended_by,
      coalesce(l.ended_at_ms, c.ended_at_ms, greatest(v_now_ms, e.matched_at_ms)) AS ended_at_ms
    FROM unnest(p_ended) e
    LEFT JOIN lost l ON l.room_id = e.room_id AND l.media_id = e.media_id AND l.user_name = e.user_name
    LEFT JOIN company c ON c.room_id = e.room_id
  )
  INSERT INTO room_match_end (space_id, room_id, media_id, user_name, matched_at_ms, ended_at_ms, reason, ended_by)
  SELECT p_space, x.room_id, x.media_id, x.user_name, x.matched_at_ms, x.ended_at_ms, x.reason, x.ended_by
  FROM explained x WHERE x.ended_at_ms >= x.matched_at_ms
  ON CONFLICT (space_id, room_id, media_id, user_name, ended_at_ms) DO NOTHING;

  DELETE FROM room_match_end WHERE ctid = ANY (ARRAY(
    SELECT older.place FROM unnest(p_ended) e CROSS JOIN LATERAL (
      SELECT x.ctid AS place FROM room_match_end x
      WHERE x.space_id = p_space AND x.room_id = e.room_id AND x.media_id = e.media_id AND x.user_name = e.user_name
      ORDER BY x.ended_at_ms DESC OFFSET 20
    ) older));
END
$$;

-- Brings room_match in line with the ratings of the given films, and of all films of the rooms in p_whole, and writes down the
-- matches that ended, by what p_causes says. Returns by how much the number of matches of each room changed.
CREATE FUNCTION refresh_matches(
  p_space text, p_room text[], p_media text[], p_whole text[], p_causes match_cause[] DEFAULT '{}',
  OUT room_id text, OUT matches int
) RETURNS SETOF record LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_ended ended_match[];
  v_rooms text[];
  v_changes int[];
BEGIN
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
  SELECT
    (SELECT array_agg(ROW(b.room_id, b.media_id, b.user_name, b.had)::ended_match) FROM both_sides b WHERE b.wanted IS NULL),
    array_agg(c.room_id), array_agg(c.matches)
  INTO v_ended, v_rooms, v_changes
  FROM (
    SELECT b.room_id, ((count(*) FILTER (WHERE b.had IS NULL)) - (count(*) FILTER (WHERE b.wanted IS NULL)))::int AS matches
    FROM both_sides b GROUP BY b.room_id
  ) c;
  IF v_ended IS NOT NULL THEN
    PERFORM record_match_ends(p_space, v_ended, p_causes);
  END IF;
  RETURN QUERY SELECT * FROM unnest(v_rooms, v_changes);
END
$$;

-- Joins ratings and progress into rooms whose rows the caller holds: by (film, person) the newest time wins, ties go to the
-- larger value, a rating taken back (value null) being the largest. A null time takes back whatever is stored.
-- p_room and p_progress_room say whose each is; what belongs to null is passed over. One row for each of p_rooms; agreed
-- counts the given ratings that stand in the room afterwards exactly as given.
CREATE OR REPLACE FUNCTION join_ratings(
  p_space text, p_rooms text[], p_room text[], p_media text[], p_user text[], p_value text[], p_at bigint[],
  p_progress_room text[], p_progress_user text[], p_progress bigint[]
) RETURNS SETOF room_join LANGUAGE plpgsql AS $$
DECLARE
  v_joins room_join[];
  v_film_room text[];
  v_film text[];
  v_whole text[];
  v_causes match_cause[];
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
      sum((value IS NOT DISTINCT FROM 'like')::int - (old_value IS NOT DISTINCT FROM 'like')::int)::int AS likes,
      min(at_ms) FILTER (WHERE value IS NOT NULL) AS from_ms
    FROM judged WHERE is_news GROUP BY room_id, user_name
  ), moves AS (
    SELECT t.room_id, t.user_name, t.ratings, t.likes, t.from_ms,
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
    (SELECT array_agg(m.room_id) FROM moved m WHERE m.is_other_company),
    (SELECT array_agg(ROW(c.room_id, c.media_id, c.user_name, CASE WHEN c.value IS NULL THEN 'taken_back' ELSE 'changed' END,
        CASE WHEN c.value IS NOT NULL THEN c.at_ms END)::match_cause)
      FROM judged c WHERE c.is_news AND c.old_value = 'like' AND c.value IS DISTINCT FROM 'like')
    || (SELECT array_agg(ROW(m.room_id, NULL, m.user_name, 'company', m.from_ms)::match_cause) FROM moves m WHERE m.people > 0)
  INTO v_joins, v_film_room, v_film, v_whole, v_causes;

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
      LEFT JOIN refresh_matches(p_space, coalesce(v_film_room, '{}'), coalesce(v_film, '{}'), coalesce(v_whole, '{}'),
        coalesce(v_causes, '{}')) m
        ON m.room_id = j.room_id;
  ELSE
    RETURN QUERY
      SELECT j.room_id, j.ratings, j.likes, j.people, j.matches, j.newest_ms, j.agreed,
        j.changed OR j.room_id = ANY (coalesce(v_progressed, '{}'))
      FROM unnest(v_joins) j;
  END IF;
END
$$;
