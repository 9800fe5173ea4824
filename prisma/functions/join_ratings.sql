-- Joins ratings and progress into match rooms. For each film and person the newest time wins; ties go to the larger value, and a
-- rating that was taken back (value null) is the largest. A rating whose time is
-- null takes the stored rating back.
-- given_room and given_progress_room name the room of each item; items whose room is null are skipped.
-- Returns one row for each of given_rooms. Its column agreed is the number of the given ratings that are stored unchanged after
-- the join. The caller has locked the rows of the rooms.
CREATE OR REPLACE FUNCTION join_ratings(
  given_space text, given_rooms text[], given_room text[], given_media text[], given_user text[], given_value text[],
  given_at bigint[], given_progress_room text[], given_progress_user text[], given_progress bigint[]
) RETURNS SETOF room_join LANGUAGE plpgsql AS $$
DECLARE
  joins room_join[];
  film_rooms text[];
  films text[];
  whole_rooms text[];
  causes match_cause[];
  progressed text[];
BEGIN
  WITH given AS (
    SELECT DISTINCT ON (item.room_id COLLATE "C", item.media_id COLLATE "C", item.user_name COLLATE "C")
      item.room_id, item.media_id, item.user_name, item.value,
      coalesce(item.at_ms, stored.rated_at_ms) AS at_ms, stored.value AS old_value, stored.rated_at_ms AS old_at_ms
    FROM unnest(given_room, given_media, given_user, given_value, given_at) AS item(room_id, media_id, user_name, value, at_ms)
    LEFT JOIN LATERAL (
      SELECT rating.value, rating.rated_at_ms FROM room_rating rating
      WHERE rating.space_id = given_space AND rating.room_id = item.room_id
        AND rating.media_id = item.media_id AND rating.user_name = item.user_name OFFSET 0
    ) stored ON true
    WHERE item.room_id IS NOT NULL AND (item.at_ms IS NOT NULL OR stored.rated_at_ms IS NOT NULL)
    ORDER BY item.room_id COLLATE "C", item.media_id COLLATE "C", item.user_name COLLATE "C",
      coalesce(item.at_ms, stored.rated_at_ms) DESC, item.value COLLATE "C" DESC NULLS FIRST
  ), judged AS MATERIALIZED (
    SELECT *, old_at_ms IS NULL OR at_ms > old_at_ms OR (at_ms = old_at_ms AND
      old_value IS NOT NULL AND (value IS NULL OR value COLLATE "C" > old_value COLLATE "C")) AS is_newer
    FROM given
  ), added AS (
    -- Nobody else can add the same rating meanwhile: they would need the row of the room.
    INSERT INTO room_rating (space_id, room_id, media_id, user_name, value, rated_at_ms)
    SELECT given_space, room_id, media_id, user_name, value, at_ms FROM judged WHERE is_newer AND old_at_ms IS NULL
  ), replaced AS (
    INSERT INTO room_rating (space_id, room_id, media_id, user_name, value, rated_at_ms)
    SELECT given_space, room_id, media_id, user_name, value, at_ms FROM judged WHERE is_newer AND old_at_ms IS NOT NULL
    ON CONFLICT (space_id, room_id, media_id, user_name)
    DO UPDATE SET value = excluded.value, rated_at_ms = excluded.rated_at_ms
  ), counted AS MATERIALIZED (
    SELECT room_id, user_name, sum((value IS NOT NULL)::int - (old_value IS NOT NULL)::int)::int AS ratings,
      sum((value IS NOT DISTINCT FROM 'like')::int - (old_value IS NOT DISTINCT FROM 'like')::int)::int AS likes,
      min(at_ms) FILTER (WHERE value IS NOT NULL) AS from_ms
    FROM judged WHERE is_newer GROUP BY room_id, user_name
  ), moved AS (
    SELECT counted.*, (coalesce(stored.rating_count, 0) + counted.ratings > 0)::int
      - (coalesce(stored.rating_count, 0) > 0)::int AS people
    FROM counted LEFT JOIN LATERAL (
      SELECT person.rating_count FROM room_person person
      WHERE person.space_id = given_space AND person.room_id = counted.room_id AND person.user_name = counted.user_name OFFSET 0
    ) stored ON true
  ), people AS (
    INSERT INTO room_person AS person (space_id, room_id, user_name, rating_count, like_count)
    SELECT given_space, room_id, user_name, ratings, likes FROM counted
    ON CONFLICT (space_id, room_id, user_name) DO UPDATE SET
      rating_count = person.rating_count + excluded.rating_count, like_count = person.like_count + excluded.like_count
  )
  SELECT
    (SELECT array_agg(ROW(room.id, coalesce(sums.ratings, 0), coalesce(sums.likes, 0), coalesce(sums.people, 0), 0,
        news.newest_ms, coalesce(news.agreed, 0), coalesce(news.changed, false))::room_join)
      FROM unnest(given_rooms) AS room(id)
      LEFT JOIN (SELECT room_id, sum(ratings)::int AS ratings, sum(likes)::int AS likes, sum(people)::int AS people
        FROM moved GROUP BY room_id) sums ON sums.room_id = room.id
      LEFT JOIN (SELECT room_id, max(at_ms) FILTER (WHERE is_newer) AS newest_ms, bool_or(is_newer) AS changed,
        (count(*) FILTER (WHERE value IS NOT NULL AND (is_newer OR (at_ms = old_at_ms AND value = old_value))))::int AS agreed
        FROM judged GROUP BY room_id) news ON news.room_id = room.id),
    -- Only likes that come or go make or end a match, except that in a unanimous room other people do so, too.
    array_agg(film.room_id), array_agg(film.media_id),
    (SELECT array_agg(DISTINCT room_id) FROM moved WHERE people <> 0),
    (SELECT array_agg(ROW(room_id, media_id, user_name, CASE WHEN value IS NULL THEN 'taken_back' ELSE 'changed' END,
        CASE WHEN value IS NOT NULL THEN at_ms END)::match_cause)
      FROM judged WHERE is_newer AND old_value = 'like' AND value IS DISTINCT FROM 'like')
    || (SELECT array_agg(ROW(room_id, NULL, user_name, 'company', from_ms)::match_cause) FROM moved WHERE people > 0)
  INTO joins, film_rooms, films, whole_rooms, causes
  FROM (SELECT DISTINCT room_id, media_id FROM judged WHERE is_newer AND (value = 'like' OR old_value = 'like')) film;

  IF cardinality(given_progress_user) > 0 THEN
    progressed := record_progress(given_space, given_progress_room, given_progress_user, given_progress);
  END IF;
  RETURN QUERY SELECT * FROM finish_join(given_space, joins, film_rooms, films, whole_rooms, causes, progressed);
END
$$;
