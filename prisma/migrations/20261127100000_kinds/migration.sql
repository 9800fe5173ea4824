-- The kind becomes part of every identity: rooms of different kinds never meet, whatever their names.

DROP FUNCTION save_match_room, append_ratings, join_ratings, refresh_matches, record_match_ends, note_room_writes, gone_reason,
  absence_reason, next_expiry, lock_room_name, hold_room_lease, sequence_events;
DROP TRIGGER room_event ON room;
DROP FUNCTION note_room_event;

-- The account a room belongs to. An outside user id, such as the creator of a chat room, is never compared with accounts.
ALTER TABLE "room" ADD COLUMN "owner_id" TEXT;
UPDATE "room" SET "owner_id" = "creator_id";

-- Columns that only match rooms have.
ALTER TABLE "room"
  ALTER COLUMN "kind" DROP DEFAULT,
  ALTER COLUMN "room_type" DROP NOT NULL,
  ALTER COLUMN "document" DROP NOT NULL,
  ALTER COLUMN "rating_count" DROP NOT NULL, ALTER COLUMN "rating_count" DROP DEFAULT,
  ALTER COLUMN "like_count" DROP NOT NULL, ALTER COLUMN "like_count" DROP DEFAULT,
  ALTER COLUMN "match_count" DROP NOT NULL, ALTER COLUMN "match_count" DROP DEFAULT;
ALTER TABLE "room" ADD CONSTRAINT "room_match_columns" CHECK (
  CASE WHEN kind = 'match' THEN num_nulls(room_type, document, rating_count, like_count, match_count) = 0
  ELSE num_nonnulls(room_type, document, password_sealed, rating_count, like_count, match_count) = 0 END);

DROP INDEX "room_space_id_name_created_at_key";
CREATE UNIQUE INDEX "room_match_incarnation" ON "room"("space_id", "name", "created_at") WHERE "kind" = 'match';
DROP INDEX "room_open_name";
CREATE UNIQUE INDEX "room_open_name" ON "room"("space_id", "name") WHERE "kind" = 'match' AND "trashed_at" IS NULL;
DROP INDEX "room_creator_id_last_activity_at_id_idx";
CREATE INDEX "room_owner_id_last_activity_at_id_idx" ON "room"("owner_id", "last_activity_at", "id");

ALTER TABLE "room_tombstone" RENAME COLUMN "name" TO "identity";
ALTER TABLE "room_tombstone" ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'match';
ALTER TABLE "room_tombstone" ALTER COLUMN "kind" DROP DEFAULT;
ALTER TABLE "room_tombstone" DROP CONSTRAINT "room_tombstone_pkey",
  ADD CONSTRAINT "room_tombstone_pkey" PRIMARY KEY ("space_id", "kind", "identity", "created_at");

ALTER TABLE "event_outbox" ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'match';
ALTER TABLE "event_outbox" ALTER COLUMN "kind" DROP DEFAULT;
ALTER TABLE "event" ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'match';
ALTER TABLE "event" ALTER COLUMN "kind" DROP DEFAULT;

-- The functions, as they stand in prisma/functions.

-- Whether a room is in use: it is not in the trash, and its time is not up.
CREATE OR REPLACE FUNCTION is_open(given_room room, given_moment timestamptz DEFAULT now()) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT given_room.trashed_at IS NULL AND (given_room.expires_at IS NULL OR given_room.expires_at > given_moment)
$$;

-- Why no match room of that name is open: how the newest incarnation left, or the given one; null if there never was one.
CREATE OR REPLACE FUNCTION absence_reason(given_space text, given_name text, given_created_at timestamptz DEFAULT NULL)
RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    (SELECT CASE WHEN room.trashed_at IS NULL THEN 'expired' ELSE room.trash_reason END FROM room
      WHERE room.space_id = given_space AND room.kind = 'match' AND room.name = given_name AND NOT is_open(room)
        AND (given_created_at IS NULL OR room.created_at = given_created_at)
      ORDER BY room.created_at DESC LIMIT 1),
    (SELECT 'purged' FROM room_tombstone
      WHERE space_id = given_space AND kind = 'match' AND identity = given_name
        AND (given_created_at IS NULL OR created_at = given_created_at)
      LIMIT 1))
$$;

-- Appends ratings to any number of match rooms with different names. created_at limits a name to one incarnation; null means the
-- open one. Several writes of one room may arrive as one: given_writes is their number, by which the version grows.
-- Each rating and progress belongs to the room at its place in given_names, which given_at_place and given_progress_place name.
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
  held held_room[];
  this_moment timestamptz;
  room_ids text[];
  joins room_join[];
BEGIN
  held := hold_match_rooms(given_space, given_names);
  this_moment := clock_timestamp();

  -- The id of the room at each place; null if the room does not accept this write.
  SELECT array_agg(
    CASE WHEN room.id IS NOT NULL AND (given.created_at IS NULL OR given.created_at = room.created_at)
      AND (room.expires_at IS NULL OR room.expires_at > this_moment) AND room.locked_at IS NULL THEN room.id END
    ORDER BY given.place)
  INTO room_ids
  FROM unnest(given_names, given_created_at) WITH ORDINALITY AS given(name, created_at, place)
  LEFT JOIN unnest(held) room ON room.name = given.name;

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
  LEFT JOIN unnest(held) room ON room.name = given.name
  LEFT JOIN LATERAL (
    SELECT absence_reason(given_space, given.name, given.created_at) AS reason WHERE room.id IS NULL) absence ON true
  LEFT JOIN unnest(joins) joined ON joined.room_id = given.room_id
  LEFT JOIN LATERAL record_room_writes(given_space, joined, given_writes[given.place], this_moment) written
    ON given.room_id IS NOT NULL;
END
$$;

-- Begins a new incarnation of a match room with the ratings and progress of its first save. former_id is the open room that it
-- replaces, which goes to the trash, or null. The caller holds the name and the row of that room.
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

-- Ends a join of ratings: brings the matches in line with the new ratings and adds to each join how the number of matches changed.
-- films and film_rooms are the films whose likes came or went, whole_rooms are rooms with other people than before, causes say
-- what can have ended a match, and progressed are the rooms in which somebody's progress grew.
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

-- Why a write to one incarnation of a match room is refused: how it left, purged, or superseded by a later one.
CREATE OR REPLACE FUNCTION gone_reason(given_space text, given_name text, given_created_at timestamptz) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    (SELECT trash_reason FROM room
      WHERE space_id = given_space AND kind = 'match' AND name = given_name AND created_at = given_created_at
        AND trashed_at IS NOT NULL),
    (SELECT 'purged' FROM room_tombstone
      WHERE space_id = given_space AND kind = 'match' AND identity = given_name AND created_at = given_created_at),
    'superseded')
$$;

-- Locks the rows of the match rooms of these names that are not in the trash, in the order of their names, and returns them.
CREATE OR REPLACE FUNCTION hold_match_rooms(given_space text, given_names text[]) RETURNS held_room[] LANGUAGE plpgsql AS $$
DECLARE
  held held_room[];
BEGIN
  FOR attempt IN 1..3 LOOP
    SELECT array_agg(ROW(room.name, room.id, room.room_type, room.created_at, room.version, room.expires_at, room.locked_at,
      room.lock_reason)::held_room)
    INTO held FROM (SELECT name FROM unnest(given_names) AS given(name) ORDER BY name COLLATE "C") given CROSS JOIN LATERAL (
      SELECT * FROM room WHERE room.space_id = given_space AND room.kind = 'match' AND room.name = given.name
        AND room.trashed_at IS NULL FOR NO KEY UPDATE
    ) room;
    EXIT WHEN cardinality(held) = cardinality(given_names);
    -- If a room was replaced while this waited for its row, its successor is not among the locked rows. The next attempt finds it.
    EXIT WHEN NOT EXISTS (
      SELECT FROM (SELECT unnest(given_names) EXCEPT SELECT name FROM unnest(held)) AS missing(name) CROSS JOIN LATERAL (
        SELECT FROM room WHERE room.space_id = given_space AND room.kind = 'match' AND room.name = missing.name
          AND room.trashed_at IS NULL OFFSET 0) room);
  END LOOP;
  RETURN held;
END
$$;

-- Records that an instance of a game server holds a match room, for seconds from now by the database's clock. The holder renews its
-- lease. Another instance gets it if it has ended or if it takes it on purpose; otherwise it is told who holds it.
--   verdict: held, taken (from an instance whose lease had not ended), lease_held, gone or not_found. The other columns are the lease.
-- Connected people use the room: about once an hour, its quiet period starts again, as with a rating.
-- Locks the row of the lease.
CREATE OR REPLACE FUNCTION hold_room_lease(
  given_space text, given_name text, given_instance text, given_connections int, seconds int, takes boolean,
  OUT verdict text, OUT reason text, OUT room_id text, OUT owner_id text, OUT instance text, OUT connections int,
  OUT held_since timestamptz, OUT renewed_at timestamptz, OUT expires_at timestamptz, OUT was_held_by text
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  found room;
  lease room_lease;
  this_moment timestamptz;
BEGIN
  SELECT * INTO found FROM room
  WHERE space_id = given_space AND kind = 'match' AND name = given_name AND trashed_at IS NULL;
  this_moment := clock_timestamp();
  IF found.id IS NULL OR NOT is_open(found, this_moment) THEN
    reason := absence_reason(given_space, given_name);
    verdict := CASE WHEN reason IS NULL THEN 'not_found' ELSE 'gone' END;
    RETURN;
  END IF;
  room_id := found.id;
  owner_id := found.owner_id;
  INSERT INTO room_lease AS stored (space_id, room_id, instance, connections, held_since, renewed_at, expires_at)
  VALUES (given_space, found.id, given_instance, given_connections, this_moment, this_moment,
    this_moment + make_interval(secs => seconds))
  ON CONFLICT (space_id, room_id) DO NOTHING RETURNING stored.* INTO lease;
  IF lease.room_id IS NULL THEN
    SELECT stored.* INTO lease FROM room_lease stored
    WHERE stored.space_id = given_space AND stored.room_id = found.id FOR UPDATE;
    this_moment := clock_timestamp();
    IF lease.instance <> given_instance AND lease.expires_at > this_moment AND NOT takes THEN
      verdict := 'lease_held';
    ELSE
      was_held_by := CASE WHEN lease.instance <> given_instance AND lease.expires_at > this_moment THEN lease.instance END;
      UPDATE room_lease stored SET instance = given_instance, connections = given_connections, renewed_at = this_moment,
        held_since = CASE WHEN stored.instance = given_instance AND stored.expires_at > this_moment
          THEN stored.held_since ELSE this_moment END,
        expires_at = this_moment + make_interval(secs => seconds)
      WHERE stored.space_id = given_space AND stored.room_id = found.id RETURNING stored.* INTO lease;
    END IF;
  END IF;
  verdict := coalesce(verdict, CASE WHEN was_held_by IS NULL THEN 'held' ELSE 'taken' END);
  IF verdict <> 'lease_held' AND given_connections > 0 AND found.touched_at < this_moment - interval '1 hour' THEN
    UPDATE room SET touched_at = this_moment, expires_at = next_expiry(
      room.expiry_kind, room.idle_days, space.idle_days, room.keep_until, room.expires_at, this_moment)
    FROM space WHERE space.id = given_space AND room.space_id = given_space AND room.id = found.id AND room.trashed_at IS NULL;
  END IF;
  SELECT lease.instance, lease.connections, lease.held_since, lease.renewed_at, lease.expires_at
  INTO instance, connections, held_since, renewed_at, expires_at;
END
$$;

-- Joins a save into the open match room held, whose row the caller holds. The other fields of the document count if it has seen all
-- that is stored: then each stored rating is among its own, and nobody's stored progress is ahead of it. In the mode replace, it has
-- seen all, and stored ratings that it does not have are taken back.
CREATE OR REPLACE FUNCTION join_match_room(
  held room, given_creator_id text, given_creator_name text, given_type text, given_document jsonb, given_password text,
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
    WHERE rating.space_id = held.space_id AND rating.room_id = held.id AND rating.value IS NOT NULL AND NOT EXISTS (
      SELECT FROM unnest(given_media, given_user) AS given(media_id, user_name)
      WHERE given.media_id = rating.media_id AND given.user_name = rating.user_name);
  END IF;
  SELECT * INTO joined FROM join_ratings(held.space_id, ARRAY[held.id],
    array_fill(held.id, ARRAY[cardinality(given_media)]), given_media, given_user, given_value, given_at,
    array_fill(held.id, ARRAY[cardinality(progress_user)]), progress_user, given_progress);

  has_seen_all := given_mode = 'replace' OR (
    joined.agreed = held.rating_count + joined.ratings
    AND NOT EXISTS (
      SELECT FROM room_person person
      LEFT JOIN unnest(progress_user, given_progress) AS given(user_name, progress) ON given.user_name = person.user_name
      WHERE person.space_id = held.space_id AND person.room_id = held.id
        AND person.progress > coalesce(given.progress, -1)));
  changed := joined.changed;
  IF has_seen_all THEN
    changed := changed OR (held.document, held.creator_id, held.creator_name, held.room_type)
      IS DISTINCT FROM (given_document, given_creator_id, given_creator_name, given_type);
    UPDATE room SET document = given_document, owner_id = given_creator_id, creator_id = given_creator_id,
      creator_name = given_creator_name, room_type = given_type,
      password_sealed = CASE password_mode WHEN 'keep' THEN room.password_sealed ELSE given_password END
    WHERE room.space_id = held.space_id AND room.id = held.id
      AND (password_mode <> 'keep' OR (room.document, room.creator_id, room.creator_name, room.room_type)
        IS DISTINCT FROM (given_document, given_creator_id, given_creator_name, given_type));
    IF held.room_type <> given_type THEN
      SELECT joined.matches + coalesce(sum(change.matches), 0) INTO joined.matches
      FROM refresh_matches(held.space_id, '{}', '{}', ARRAY[held.id]) change;
    END IF;
  END IF;
  SELECT written.* INTO version, stored_at, updated_at, last_activity_at, expires_at
  FROM record_room_writes(held.space_id, joined, 1, given_moment) written;
END
$$;

-- Joins ratings and progress into match rooms. For each film and person the newest time wins; ties go to the larger value, and a
-- rating that was taken back (value null) is the largest. A null time takes back what is stored.
-- given_room and given_progress_room name the room of each item; items of the room null are skipped.
-- Returns one row for each of given_rooms. Its column agreed is the number of the given ratings that are stored unchanged after
-- the join. The caller holds the rows of the rooms.
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

-- A time as the API writes it: ISO 8601 in UTC with milliseconds and a Z.
CREATE OR REPLACE FUNCTION iso_time(given timestamptz) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT to_char(given AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

-- Locks a room's name among the rooms of its kind until the transaction ends. Whoever makes, restores or purges a room takes this
-- lock first and then the room's row.
CREATE OR REPLACE FUNCTION lock_room_name(given_space text, given_kind text, given_name text) RETURNS void
LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock(
    hashtextextended(concat_ws(chr(31), given_space, given_kind, given_name), 20261121))
$$;

-- The time of creation of the newest incarnation that a name has had, open, in the trash or purged; null if there never was one.
CREATE OR REPLACE FUNCTION newest_match_room(given_space text, given_name text) RETURNS timestamptz
LANGUAGE sql STABLE AS $$
  SELECT greatest(
    (SELECT max(created_at) FROM room WHERE space_id = given_space AND kind = 'match' AND name = given_name),
    (SELECT max(created_at) FROM room_tombstone
      WHERE space_id = given_space AND kind = 'match' AND identity = given_name))
$$;

-- When a room expires after a write at the given moment; null is never. A fixed date stays, a quiet period starts again.
-- The same rule in TypeScript is nextExpiry.
CREATE OR REPLACE FUNCTION next_expiry(
  given_rule text, given_idle_days int, space_idle_days int, given_keep_until timestamptz, given_expires_at timestamptz,
  given_moment timestamptz
) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE given_rule
    WHEN 'never' THEN NULL
    WHEN 'date' THEN given_expires_at
    WHEN 'idle' THEN greatest(given_moment + make_interval(days => given_idle_days), given_keep_until)
    ELSE CASE WHEN space_idle_days IS NULL THEN NULL
         ELSE greatest(given_moment + make_interval(days => space_idle_days), given_keep_until) END
  END
$$;

-- Removes a room of any kind with everything in it and writes its tombstone, which refuses late saves. A match room is known by
-- its name, every other room by its id. Writes the room's row, which the caller holds; for a match room it holds the name as well.
CREATE OR REPLACE FUNCTION purge_room(given_space text, given_room text) RETURNS void LANGUAGE sql AS $$
  INSERT INTO room_tombstone (space_id, kind, identity, created_at)
  SELECT room.space_id, room.kind, CASE WHEN room.kind = 'match' THEN room.name ELSE room.id END, room.created_at
  FROM room WHERE room.space_id = given_space AND room.id = given_room
  ON CONFLICT (space_id, kind, identity, created_at) DO NOTHING;
  DELETE FROM room WHERE space_id = given_space AND id = given_room;
$$;

-- Records why and when matches ended. The likes that a film lost explain its end; then people who joined; if there are neither, the
-- type of the room changed. If several people caused it, ended_by is null and the earliest of their times counts.
-- An end before its match is not recorded: those ratings arrived late, and by their times there was no match.
-- Keeps the newest 20 ends of each match (LIMITS.endsPerMatchMax). The caller holds the rows of the rooms.
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
    SELECT older.place FROM unnest(ended) match CROSS JOIN LATERAL (
      SELECT stored.ctid AS place FROM room_match_end stored
      WHERE stored.space_id = given_space AND stored.room_id = match.room_id
        AND stored.media_id = match.media_id AND stored.user_name = match.user_name
      ORDER BY stored.ended_at_ms DESC OFFSET 20
    ) older));
END
$$;

-- Joins people's progress into match rooms: the greatest value wins. What belongs to the room null is skipped.
-- Returns the ids of the rooms in which somebody's progress grew. The caller holds the rows of the rooms.
CREATE OR REPLACE FUNCTION record_progress(
  given_space text, given_room text[], given_user text[], given_progress bigint[]
) RETURNS text[] LANGUAGE sql AS $$
  WITH grown AS (
    INSERT INTO room_person (space_id, room_id, user_name, progress)
    SELECT given_space, given.room_id, given.user_name, max(given.progress)
    FROM unnest(given_room, given_user, given_progress) AS given(room_id, user_name, progress)
    WHERE given.room_id IS NOT NULL GROUP BY given.room_id, given.user_name
    ON CONFLICT (space_id, room_id, user_name) DO UPDATE SET progress = excluded.progress
    WHERE room_person.progress IS NULL OR room_person.progress < excluded.progress
    RETURNING room_id
  )
  SELECT array_agg(DISTINCT room_id) FROM grown
$$;

-- Brings the counters, the activity and the expiry of a match room up to date after accepted writes.
-- Writes the room's row, which the caller holds.
CREATE OR REPLACE FUNCTION record_room_writes(
  given_space text, given_join room_join, given_writes int, given_moment timestamptz,
  OUT version int, OUT stored_at timestamptz, OUT updated_at timestamptz, OUT last_activity_at timestamptz,
  OUT expires_at timestamptz
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  UPDATE room SET
    version = room.version + given_writes, updated_at = given_moment, touched_at = given_moment,
    rating_count = room.rating_count + given_join.ratings,
    like_count = room.like_count + given_join.likes,
    people_count = room.people_count + given_join.people,
    match_count = room.match_count + given_join.matches,
    -- Without a newer rating nothing happened in the room. Without the condition, least() would skip the null and give the given moment.
    last_activity_at = greatest(room.last_activity_at, CASE WHEN given_join.newest_ms IS NOT NULL
      THEN least(given_moment, to_timestamp(given_join.newest_ms / 1000.0)) END),
    expires_at = next_expiry(room.expiry_kind, room.idle_days, space.idle_days, room.keep_until, room.expires_at, given_moment)
  FROM space
  WHERE space.id = given_space AND room.space_id = given_space AND room.id = given_join.room_id
  RETURNING room.version, room.stored_at, room.updated_at, room.last_activity_at, room.expires_at
  INTO version, stored_at, updated_at, last_activity_at, expires_at;
END
$$;

-- Brings the matches of match rooms in line with their ratings: of the given films, and of all films of whole_rooms. Records the
-- matches that ended, with what causes say. Returns by how much the number of matches of each room changed.
-- Each table is read by its whole key, row by row, because plans are made once and perhaps while a table is still empty.
-- The caller holds the rows of the rooms.
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
      min(side.stored_ms) AS stored_ms, max(side.place) AS place, max(side.wanted_ms) AS wanted_ms
    FROM (
      SELECT asked.room_id, asked.media_id, match.user_name, match.matched_at_ms AS stored_ms, match.place, NULL::bigint AS wanted_ms
      FROM asked CROSS JOIN LATERAL (
        SELECT stored.user_name, stored.matched_at_ms, stored.ctid AS place FROM room_match stored
        WHERE stored.space_id = given_space AND stored.room_id = asked.room_id AND stored.media_id = asked.media_id OFFSET 0
      ) match
      UNION ALL
      SELECT room_id, media_id, user_name, NULL, NULL, matched_at_ms FROM wanted
    ) side GROUP BY side.room_id, side.media_id, side.user_name
  ), removed AS (
    DELETE FROM room_match WHERE ctid = ANY (ARRAY(SELECT place FROM compared WHERE wanted_ms IS NULL))
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

-- Why a save cannot begin a new incarnation of a match room; all null if it can. held is the room of that name that is not in the
-- trash, or null; the caller holds the name and its row.
CREATE OR REPLACE FUNCTION refuse_new_match_room(
  held room, given_space text, given_name text, given_created_at timestamptz, given_mode text, given_moment timestamptz,
  OUT verdict text, OUT reason text, OUT room_id text, OUT version int
) LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF newest_match_room(given_space, given_name) >= given_created_at THEN
    verdict := 'gone';
    reason := gone_reason(given_space, given_name, given_created_at);
  ELSIF held.locked_at IS NOT NULL THEN
    verdict := 'locked';
    reason := held.lock_reason;
    room_id := held.id;
  ELSIF given_mode = 'replace' THEN
    verdict := 'stale';
  ELSIF given_mode = 'create' AND held.id IS NOT NULL AND is_open(held, given_moment) THEN
    verdict := 'exists';
    room_id := held.id;
    version := held.version;
  END IF;
END
$$;

-- Removes a room's ratings with the room. They have no foreign key, because checking it would cost as much as writing a rating.
CREATE OR REPLACE FUNCTION remove_room_ratings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.kind = 'match' THEN
    DELETE FROM room_rating WHERE space_id = OLD.space_id AND room_id = OLD.id;
  END IF;
  RETURN OLD;
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
  held room;
  this_moment timestamptz;
  joined room_join;
BEGIN
  IF given_created_at > clock_timestamp() + interval '1 day' THEN
    verdict := 'future';
    RETURN;
  END IF;
  SELECT * INTO held FROM room
  WHERE space_id = given_space AND kind = 'match' AND name = given_name AND created_at = given_created_at FOR NO KEY UPDATE;
  -- With the trash as a condition of the query, a row that was trashed while this waited would stay locked, and this would wait for its
  -- name while it holds the row.
  IF held.trashed_at IS NOT NULL THEN
    verdict := 'gone';
    reason := held.trash_reason;
    RETURN;
  END IF;

  IF held.id IS NULL THEN
    PERFORM lock_room_name(given_space, 'match', given_name);
    SELECT * INTO held FROM room
    WHERE space_id = given_space AND kind = 'match' AND name = given_name AND trashed_at IS NULL FOR NO KEY UPDATE;
    this_moment := clock_timestamp();
    IF held.id IS NULL OR held.created_at <> given_created_at THEN
      SELECT refused.* INTO verdict, reason, room_id, version
      FROM refuse_new_match_room(held, given_space, given_name, given_created_at, given_mode, this_moment) refused;
      IF verdict IS NULL THEN
        SELECT 'created', new_id, written.version, true, held.id, written.stored_at, written.updated_at,
          written.last_activity_at, written.expires_at
        INTO verdict, room_id, version, changed, replaced_id, stored_at, updated_at, last_activity_at, expires_at
        FROM begin_match_room(given_space, new_id, held.id, given_name, given_created_at, given_creator_id,
          given_creator_name, given_type, given_document, given_password, given_media, given_user, given_value, given_at,
          progress_user, given_progress, this_moment) written;
      END IF;
      RETURN;
    END IF;
  END IF;

  this_moment := clock_timestamp();
  room_id := held.id;
  version := held.version;
  IF held.expires_at <= this_moment THEN
    verdict := 'gone';
    reason := 'expired';
  ELSIF held.locked_at IS NOT NULL THEN
    verdict := 'locked';
    reason := held.lock_reason;
  ELSIF given_mode = 'create' THEN
    verdict := 'exists';
  ELSIF given_mode = 'replace' AND (expected_id <> held.id OR expected_version <> held.version) THEN
    verdict := 'stale';
  ELSE
    verdict := 'joined';
    SELECT written.* INTO version, changed, stored_at, updated_at, last_activity_at, expires_at
    FROM join_match_room(held, given_creator_id, given_creator_name, given_type, given_document, given_password,
      password_mode, given_mode, given_media, given_user, given_value, given_at, progress_user, given_progress,
      this_moment) written;
  END IF;
END
$$;

-- Gives committed changes their place in the sequence of events. The ids of the outbox are drawn before a commit and become visible in
-- any order, so that a reader that remembers the last id would miss some. Here one instance at a time moves what is committed, in
-- the order of each room's changes, and readers of the table event see every id after all smaller ones.
-- Returns the number of moved events, or -1 while another instance moves them. Moves at most max_events.
CREATE OR REPLACE FUNCTION sequence_events(max_events int, notifies boolean) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  moved_events int;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtextextended('roomkeeper/events', 20261126)) THEN
    RETURN -1;
  END IF;
  WITH taken AS (
    DELETE FROM event_outbox WHERE id IN (SELECT id FROM event_outbox ORDER BY id LIMIT max_events) RETURNING *
  )
  INSERT INTO event (id, at, type, space_id, kind, room_id, room_name, room_created_at, version, data)
  SELECT nextval('event_id_seq'), at, type, space_id, kind, room_id, room_name, room_created_at, version, data
  FROM (SELECT * FROM taken ORDER BY id) in_order;
  GET DIAGNOSTICS moved_events = ROW_COUNT;
  -- Not in the transaction of each write: a commit that notifies waits for all others that do.
  IF moved_events > 0 AND notifies THEN
    PERFORM pg_notify('roomkeeper_events', '');
  END IF;
  RETURN moved_events;
END
$$;

-- Moves a room of any kind to the trash, where it waits for its space's number of days. A room whose time is up goes there as
-- expired, whatever the given reason. Returns when it will be purged; null if it is in the trash already.
-- Writes the room's row, which the caller holds.
CREATE OR REPLACE FUNCTION trash_room(
  given_space text, given_room text, given_reason text, given_person text, given_moment timestamptz
) RETURNS timestamptz LANGUAGE sql AS $$
  UPDATE room SET
    trashed_at = given_moment, trashed_by = given_person, version = room.version + 1, updated_at = given_moment,
    trash_reason = CASE WHEN room.expires_at <= given_moment THEN 'expired' ELSE given_reason END,
    purge_at = given_moment + make_interval(days => space.trash_days)
  FROM space
  WHERE space.id = given_space AND room.space_id = given_space AND room.id = given_room AND room.trashed_at IS NULL
  RETURNING room.purge_at
$$;

-- Writes the event of a change of a room, in the transaction of the change, so that no caller can forget it. The columns that
-- changed decide what the event is. It says counts, times and reasons, and never what people said.
CREATE OR REPLACE FUNCTION write_room_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed room;
  event_type text;
  event_data jsonb;
BEGIN
  IF TG_OP = 'DELETE' THEN
    changed := OLD;
    event_type := 'room.purged';
    event_data := '{}';
  ELSE
    changed := NEW;
    event_data := jsonb_build_object('peopleCount', changed.people_count);
    IF changed.kind = 'match' THEN
      event_data := event_data
        || jsonb_build_object('ratingCount', changed.rating_count, 'matchCount', changed.match_count);
    END IF;
    -- A save inserts the room as version 0 and raises that when the ratings are written: this is the moment of creation.
    IF TG_OP = 'INSERT' THEN
      event_type := CASE WHEN changed.version > 0 THEN 'room.created' END;
    ELSIF OLD.version = 0 THEN
      event_type := 'room.created';
    ELSIF OLD.trashed_at IS NULL AND changed.trashed_at IS NOT NULL THEN
      event_type := 'room.' || changed.trash_reason;
      event_data := jsonb_build_object('purgeAt', iso_time(changed.purge_at));
    ELSIF OLD.trashed_at IS NOT NULL AND changed.trashed_at IS NULL THEN
      event_type := 'room.restored';
      event_data := jsonb_build_object('expiresAt', iso_time(changed.expires_at));
    ELSIF OLD.locked_at IS NULL AND changed.locked_at IS NOT NULL THEN
      event_type := 'room.locked';
      event_data := jsonb_build_object('reason', changed.lock_reason);
    ELSIF OLD.locked_at IS NOT NULL AND changed.locked_at IS NULL THEN
      event_type := 'room.unlocked';
      event_data := '{}';
    ELSIF (OLD.expiry_kind, OLD.idle_days, OLD.keep_until)
        IS DISTINCT FROM (changed.expiry_kind, changed.idle_days, changed.keep_until)
      OR (changed.expiry_kind = 'date' AND OLD.expires_at IS DISTINCT FROM changed.expires_at) THEN
      event_type := 'room.rescheduled';
      event_data := jsonb_build_object('expiresAt', iso_time(changed.expires_at));
    ELSIF changed.match_count > OLD.match_count THEN
      event_type := 'room.matched';
    ELSIF (OLD.name, OLD.rating_count, OLD.like_count, OLD.match_count, OLD.people_count, OLD.last_activity_at,
        OLD.room_type, OLD.owner_id, OLD.creator_id, OLD.creator_name) IS DISTINCT FROM
      (changed.name, changed.rating_count, changed.like_count, changed.match_count, changed.people_count,
        changed.last_activity_at, changed.room_type, changed.owner_id, changed.creator_id, changed.creator_name)
      OR OLD.document IS DISTINCT FROM changed.document THEN
      event_type := 'room.updated';
    END IF;
  END IF;
  IF event_type IS NOT NULL THEN
    INSERT INTO event_outbox (type, space_id, kind, room_id, room_name, room_created_at, version, data)
    VALUES (event_type, changed.space_id, changed.kind, changed.id, changed.name, changed.created_at, changed.version,
      event_data);
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER room_event AFTER INSERT OR UPDATE OR DELETE ON room FOR EACH ROW EXECUTE FUNCTION write_room_event();
