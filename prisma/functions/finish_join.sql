-- Ends a join of ratings: updates the matches for the new ratings and adds to each join how the number of matches changed.
-- films and film_rooms are the films whose likes came or went, with their rooms. whole_rooms are the rooms whose people changed.
-- causes says what can have ended a match. progressed are the rooms in which somebody's progress grew.
CREATE OR REPLACE FUNCTION finish_join(
  given_space text, joins room_join[], film_rooms text[], films text[], whole_rooms text[], causes match_cause[],
  progressed text[]
) RETURNS SETOF room_join LANGUAGE plpgsql AS $$
BEGIN
  IF whole_rooms IS NOT NULL THEN
    SELECT array_agg(id) INTO whole_rooms FROM room
    WHERE space_id = given_space AND id = ANY (whole_rooms) AND room_type = 'unanimous';
  END IF;
  IF films IS NOT NULL OR whole_rooms IS NOT NULL THEN
    RETURN QUERY
      SELECT item.room_id, item.ratings, item.likes, item.people, coalesce(change.matches, 0), item.newest_ms, item.agreed,
        item.changed OR item.room_id = ANY (coalesce(progressed, '{}'))
      FROM unnest(joins) item
      LEFT JOIN refresh_matches(given_space, coalesce(film_rooms, '{}'), coalesce(films, '{}'), coalesce(whole_rooms, '{}'),
        coalesce(causes, '{}')) change ON change.room_id = item.room_id;
  ELSE
    RETURN QUERY
      SELECT item.room_id, item.ratings, item.likes, item.people, item.matches, item.newest_ms, item.agreed,
        item.changed OR item.room_id = ANY (coalesce(progressed, '{}'))
      FROM unnest(joins) item;
  END IF;
END
$$;
