-- Appends ratings to any number of match rooms with different names. created_at limits a name to one incarnation; null means the
-- open one. Several writes of one room may arrive as one: given_writes is their number, by which the version grows.
-- given_at_place and given_progress_place say to which room a rating or a progress belongs: the position of its name in given_names.
--   verdict: joined, not_found, gone or locked; reason: why it is gone or locked.
-- Locks the rows of the rooms in the order of their names, so that two batches wait for each other and do not deadlock.
CREATE OR REPLACE FUNCTION append_ratings(
  given_space text, given_names text[], given_created_at timestamptz[], given_writes int[],
  given_at_place int[], given_media text[], given_user text[], given_value text[], given_at bigint[],
  given_progress_place int[], given_progress_user text[], given_progress bigint[],
  OUT place int, OUT verdict text, OUT reason text, OUT room_id text, OUT version int, OUT changed boolean,
  OUT stored_at timestamptz, OUT updated_at timestamptz, OUT last_activity_at timestamptz, OUT expires_at timestamptz
) RETURNS SETOF record LANGUAGE plpgsql
-- Planning the join costs more than running it, and its plan is the same for every room.
SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  locked locked_row[];
  this_moment timestamptz;
  room_ids text[];
  joins room_join[];
BEGIN
  locked := lock_match_rows(given_space, given_names);
  this_moment := clock_timestamp();

  -- The id of the room at each place; null if the room does not accept this write.
  SELECT array_agg(
    CASE WHEN room.id IS NOT NULL AND (given.created_at IS NULL OR given.created_at = room.created_at)
      AND (room.expires_at IS NULL OR room.expires_at > this_moment) AND room.locked_at IS NULL THEN room.id END
    ORDER BY given.place)
  INTO room_ids
  FROM unnest(given_names, given_created_at) WITH ORDINALITY AS given(name, created_at, place)
  LEFT JOIN unnest(locked) room ON room.name = given.name;

  SELECT array_agg(joined::room_join) INTO joins FROM join_ratings(given_space, array_remove(room_ids, NULL),
    (SELECT array_agg(room_ids[item.place] ORDER BY item.index) FROM unnest(given_at_place) WITH ORDINALITY AS item(place, index)),
    given_media, given_user, given_value, given_at,
    (SELECT array_agg(room_ids[item.place] ORDER BY item.index)
      FROM unnest(given_progress_place) WITH ORDINALITY AS item(place, index)),
    given_progress_user, given_progress) joined;

  RETURN QUERY
  SELECT given.place::int,
    CASE WHEN given.room_id IS NOT NULL THEN 'joined'
      WHEN room.id IS NULL THEN CASE WHEN absence.reason IS NULL THEN 'not_found' ELSE 'gone' END
      WHEN given.created_at > room.created_at THEN 'not_found'
      WHEN given.created_at < room.created_at OR room.expires_at <= this_moment THEN 'gone'
      ELSE 'locked' END,
    CASE WHEN given.room_id IS NOT NULL OR given.created_at > room.created_at THEN NULL
      WHEN room.id IS NULL THEN absence.reason
      WHEN given.created_at < room.created_at THEN gone_reason(given_space, given.name, given.created_at)
      WHEN room.expires_at <= this_moment THEN 'expired'
      ELSE room.lock_reason END,
    room.id, coalesce(written.version, room.version), joined.changed, written.stored_at, written.updated_at,
    written.last_activity_at, written.expires_at
  FROM unnest(given_names, given_created_at, room_ids) WITH ORDINALITY AS given(name, created_at, room_id, place)
  LEFT JOIN unnest(locked) room ON room.name = given.name
  LEFT JOIN LATERAL (
    SELECT absence_reason(given_space, given.name, given.created_at) AS reason WHERE room.id IS NULL) absence ON true
  LEFT JOIN unnest(joins) joined ON joined.room_id = given.room_id
  LEFT JOIN LATERAL record_room_writes(given_space, joined, given_writes[given.place], this_moment) written
    ON given.room_id IS NOT NULL;
END
$$;
