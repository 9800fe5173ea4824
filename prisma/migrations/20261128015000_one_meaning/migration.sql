-- Names with one meaning each. The rule of the space is called "space" and not "house"; tokens that were rotated from each other are a
-- chain, because "family" means a kind of rooms; and the audit log calls importing a room into the trash what it is.

-- The rule of a room stays the same, so there is nothing to tell game servers.
ALTER TABLE room DISABLE TRIGGER room_event;
ALTER TABLE room ALTER COLUMN expiry_kind SET DEFAULT 'space';
UPDATE room SET expiry_kind = 'space' WHERE expiry_kind = 'house';
ALTER TABLE room ENABLE TRIGGER room_event;

UPDATE audit_entry SET action = 'room.import-trash' WHERE action = 'room.lay';
UPDATE audit_entry SET detail = jsonb_set(detail, '{kind}', '"space"') WHERE detail->>'kind' = 'house';
UPDATE audit_entry SET detail = jsonb_set(detail, '{rule}', '"space"') WHERE detail->>'rule' = 'house';
UPDATE audit_entry SET detail = jsonb_set(detail, '{before,kind}', '"space"') WHERE detail->'before'->>'kind' = 'house';
UPDATE audit_entry SET detail = jsonb_set(detail, '{extent}', '"chain"') WHERE detail->>'extent' = 'family';

ALTER TABLE token RENAME COLUMN family_id TO chain_id;
ALTER INDEX token_family_id_idx RENAME TO token_chain_id_idx;

-- Prisma makes lists without NOT NULL; no row has null there.
ALTER TABLE token ALTER COLUMN scopes SET NOT NULL;
ALTER TABLE webhook ALTER COLUMN event_types SET NOT NULL;

ALTER TYPE held_room RENAME TO locked_row;
DROP FUNCTION hold_match_rooms;
DROP FUNCTION join_match_room;
DROP FUNCTION refuse_new_match_room;

-- Locks the rows of the match rooms of these names that are not in the trash, in the order of their names, and returns them.
CREATE OR REPLACE FUNCTION lock_match_rows(given_space text, given_names text[]) RETURNS locked_row[] LANGUAGE plpgsql AS $$
DECLARE
  locked locked_row[];
BEGIN
  FOR attempt IN 1..3 LOOP
    SELECT array_agg(ROW(room.name, room.id, room.room_type, room.created_at, room.version, room.expires_at, room.locked_at,
      room.lock_reason)::locked_row)
    INTO locked FROM (SELECT name FROM unnest(given_names) AS given(name) ORDER BY name COLLATE "C") given CROSS JOIN LATERAL (
      SELECT * FROM room WHERE room.space_id = given_space AND room.kind = 'match' AND room.name = given.name
        AND room.trashed_at IS NULL FOR NO KEY UPDATE
    ) room;
    EXIT WHEN cardinality(locked) = cardinality(given_names);
    -- If a room was replaced while this waited for its row, its successor is not among the locked rows. The next attempt finds it.
    EXIT WHEN NOT EXISTS (
      SELECT FROM (SELECT unnest(given_names) EXCEPT SELECT name FROM unnest(locked)) AS missing(name) CROSS JOIN LATERAL (
        SELECT FROM room WHERE room.space_id = given_space AND room.kind = 'match' AND room.name = missing.name
          AND room.trashed_at IS NULL OFFSET 0) room);
  END LOOP;
  RETURN locked;
END
$$;

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

-- Saves a whole document of a match room for a game server.
--   given_mode: join (the merge rule), replace (only the expected version of the expected room) or create (only if none is open).
--   password_mode: set (to given_password; null removes it) or keep.
--   verdict: created, joined, gone, locked, future, stale or exists. reason: why it is gone or locked.
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

-- Updates the matches of match rooms for their ratings: those of the given films, and of all films of whole_rooms. Records the
-- matches that ended; causes says why. Returns by how much the number of matches of each room changed.
-- Each table is read row by row by its whole key: Postgres keeps the plan, and may have made it while a table was still empty.
-- The caller has locked the rows of the rooms.
CREATE OR REPLACE FUNCTION refresh_matches(
  given_space text, film_rooms text[], films text[], whole_rooms text[], causes match_cause[] DEFAULT '{}',
  OUT room_id text, OUT matches int
) RETURNS SETOF record LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  ended ended_match[];
  changed_rooms text[];
  changes int[];
BEGIN
  WITH asked AS (
    SELECT item.room_id, item.media_id FROM unnest(film_rooms, films) AS item(room_id, media_id)
    WHERE item.room_id <> ALL (whole_rooms)
    UNION
    SELECT item.room_id, film.media_id FROM unnest(whole_rooms) AS item(room_id) CROSS JOIN LATERAL (
      SELECT rating.media_id FROM room_rating rating
      WHERE rating.space_id = given_space AND rating.room_id = item.room_id AND rating.value = 'like'
      UNION ALL
      SELECT stored.media_id FROM room_match stored WHERE stored.space_id = given_space AND stored.room_id = item.room_id
    ) film
  ), asked_room AS MATERIALIZED (
    SELECT asked.room_id, stored.room_type, CASE WHEN stored.room_type = 'unanimous' THEN (
      SELECT count(*) FROM room_person person
      WHERE person.space_id = given_space AND person.room_id = asked.room_id AND person.rating_count > 0) END AS people
    FROM (SELECT DISTINCT room_id FROM asked) asked CROSS JOIN LATERAL (
      SELECT room.room_type FROM room WHERE room.space_id = given_space AND room.id = asked.room_id OFFSET 0
    ) stored
  ), liked AS MATERIALIZED (
    SELECT asked.room_id, asked.media_id, asked_room.room_type, asked_room.people, rating.user_name, rating.rated_at_ms
    FROM asked JOIN asked_room ON asked_room.room_id = asked.room_id CROSS JOIN LATERAL (
      SELECT stored.user_name, stored.rated_at_ms FROM room_rating stored WHERE stored.space_id = given_space
        AND stored.room_id = asked.room_id AND stored.media_id = asked.media_id AND stored.value = 'like' OFFSET 0
    ) rating
  ), wanted AS (
    SELECT room_id, media_id, user_name, rated_at_ms AS matched_at_ms FROM liked WHERE room_type = 'solo'
    UNION ALL
    SELECT room_id, media_id, '', max(rated_at_ms) FROM liked WHERE room_type = 'unanimous'
    GROUP BY room_id, media_id, people HAVING count(*) = people
    UNION ALL
    SELECT room_id, media_id, '', (array_agg(rated_at_ms ORDER BY rated_at_ms))[2] FROM liked
    WHERE room_type NOT IN ('solo', 'unanimous') GROUP BY room_id, media_id HAVING count(*) >= 2
  ), compared AS MATERIALIZED (
    SELECT side.room_id, side.media_id, side.user_name,
      min(side.stored_ms) AS stored_ms, max(side.row_address) AS row_address, max(side.wanted_ms) AS wanted_ms
    FROM (
      SELECT asked.room_id, asked.media_id, match.user_name, match.matched_at_ms AS stored_ms, match.row_address, NULL::bigint AS wanted_ms
      FROM asked CROSS JOIN LATERAL (
        SELECT stored.user_name, stored.matched_at_ms, stored.ctid AS row_address FROM room_match stored
        WHERE stored.space_id = given_space AND stored.room_id = asked.room_id AND stored.media_id = asked.media_id OFFSET 0
      ) match
      UNION ALL
      SELECT room_id, media_id, user_name, NULL, NULL, matched_at_ms FROM wanted
    ) side GROUP BY side.room_id, side.media_id, side.user_name
  ), removed AS (
    DELETE FROM room_match WHERE ctid = ANY (ARRAY(SELECT row_address FROM compared WHERE wanted_ms IS NULL))
  ), written AS (
    INSERT INTO room_match AS match (space_id, room_id, media_id, user_name, matched_at_ms)
    SELECT given_space, room_id, media_id, user_name, wanted_ms FROM compared
    WHERE wanted_ms IS NOT NULL AND wanted_ms IS DISTINCT FROM stored_ms
    ON CONFLICT (space_id, room_id, media_id, user_name) DO UPDATE SET matched_at_ms = excluded.matched_at_ms
  )
  SELECT (SELECT array_agg(ROW(room_id, media_id, user_name, stored_ms)::ended_match) FROM compared WHERE wanted_ms IS NULL),
    array_agg(change.room_id), array_agg(change.matches)
  INTO ended, changed_rooms, changes
  FROM (SELECT room_id, (count(*) FILTER (WHERE stored_ms IS NULL) - count(*) FILTER (WHERE wanted_ms IS NULL))::int AS matches
    FROM compared GROUP BY room_id) change;
  IF ended IS NOT NULL THEN
    PERFORM record_match_ends(given_space, ended, causes);
  END IF;
  RETURN QUERY SELECT * FROM unnest(changed_rooms, changes);
END
$$;

-- Records when and why matches ended. A match ended because likes of its film were taken away; if none were, because people joined the
-- room; if nobody did, because the type of the room changed. If several people caused it, ended_by is null and the earliest of their
-- times counts.
-- An end whose time is before the time of its match is not recorded: its ratings arrived late, and by their times there was no match.
-- Keeps the newest 20 ends of each match (LIMITS.endsPerMatchMax). The caller has locked the rows of the rooms.
CREATE OR REPLACE FUNCTION record_match_ends(given_space text, ended ended_match[], causes match_cause[]) RETURNS void
LANGUAGE plpgsql
-- The planner does not know how long an array is; with nested loops the time would grow with the square of its length.
SET enable_nestloop = off AS $$
DECLARE
  now_ms bigint := floor(extract(epoch FROM clock_timestamp()) * 1000);
BEGIN
  WITH lost AS (
    SELECT match.room_id, match.media_id, match.user_name, min(cause.reason) AS reason,
      CASE WHEN count(*) = 1 THEN min(cause.user_name) END AS ended_by,
      min(coalesce(cause.at_ms, greatest(now_ms, match.matched_at_ms))) AS ended_at_ms
    FROM unnest(ended) match
    JOIN unnest(causes) cause ON cause.room_id = match.room_id AND cause.media_id = match.media_id
      AND match.user_name IN ('', cause.user_name)
    GROUP BY match.room_id, match.media_id, match.user_name
  ), company AS (
    SELECT room_id, reason, CASE WHEN count(*) = 1 THEN min(user_name) END AS ended_by, min(at_ms) AS ended_at_ms
    FROM unnest(causes) WHERE media_id IS NULL GROUP BY room_id, reason
  ), explained AS (
    SELECT match.room_id, match.media_id, match.user_name, match.matched_at_ms,
      coalesce(lost.reason, company.reason, 'room_type') AS reason,
      CASE WHEN lost.reason IS NULL THEN company.ended_by ELSE lost.ended_by END AS ended_by,
      coalesce(lost.ended_at_ms, company.ended_at_ms, greatest(now_ms, match.matched_at_ms)) AS ended_at_ms
    FROM unnest(ended) match
    LEFT JOIN lost ON lost.room_id = match.room_id AND lost.media_id = match.media_id AND lost.user_name = match.user_name
    LEFT JOIN company ON company.room_id = match.room_id
  )
  INSERT INTO room_match_end (space_id, room_id, media_id, user_name, matched_at_ms, ended_at_ms, reason, ended_by)
  SELECT given_space, room_id, media_id, user_name, matched_at_ms, ended_at_ms, reason, ended_by
  FROM explained WHERE ended_at_ms >= matched_at_ms
  ON CONFLICT (space_id, room_id, media_id, user_name, ended_at_ms) DO NOTHING;

  DELETE FROM room_match_end WHERE ctid = ANY (ARRAY(
    SELECT older.row_address FROM unnest(ended) match CROSS JOIN LATERAL (
      SELECT stored.ctid AS row_address FROM room_match_end stored
      WHERE stored.space_id = given_space AND stored.room_id = match.room_id
        AND stored.media_id = match.media_id AND stored.user_name = match.user_name
      ORDER BY stored.ended_at_ms DESC OFFSET 20
    ) older));
END
$$;

