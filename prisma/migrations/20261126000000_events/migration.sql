-- CreateTable
CREATE TABLE "event_outbox" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "type" TEXT NOT NULL,
    "space_id" TEXT NOT NULL,
    "room_id" TEXT NOT NULL,
    "room_name" TEXT NOT NULL,
    "room_created_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL,
    "data" JSONB NOT NULL,

    CONSTRAINT "event_outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "type" TEXT NOT NULL,
    "space_id" TEXT NOT NULL,
    "room_id" TEXT NOT NULL,
    "room_name" TEXT NOT NULL,
    "room_created_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL,
    "data" JSONB NOT NULL,

    CONSTRAINT "event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "event_space_id_id_idx" ON "event"("space_id", "id");

-- CreateIndex
CREATE INDEX "event_at_idx" ON "event"("at");

-- Every accepted change of a room writes its event in its own transaction, whoever makes it: no caller can forget. What a
-- change means is read off the row. Nothing of a room's content gets into an event but counts.
CREATE FUNCTION note_room_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  r room;
  v_type text;
  v_data jsonb;
BEGIN
  IF TG_OP = 'DELETE' THEN
    r := OLD;
    v_type := 'room.purged';
    v_data := '{}';
  ELSE
    r := NEW;
    v_data := jsonb_build_object('ratingCount', r.rating_count, 'matchCount', r.match_count, 'peopleCount', r.people_count);
    -- A save inserts version 0 and counts it up when the ratings are in: that is the moment the room is there.
    IF TG_OP = 'INSERT' THEN
      v_type := CASE WHEN r.version > 0 THEN 'room.created' END;
    ELSIF OLD.version = 0 THEN
      v_type := 'room.created';
    ELSIF OLD.trashed_at IS NULL AND r.trashed_at IS NOT NULL THEN
      v_type := 'room.' || r.trash_reason;
      v_data := jsonb_build_object('purgeAt', r.purge_at);
    ELSIF OLD.trashed_at IS NOT NULL AND r.trashed_at IS NULL THEN
      v_type := 'room.restored';
      v_data := jsonb_build_object('expiresAt', r.expires_at);
    ELSIF OLD.locked_at IS NULL AND r.locked_at IS NOT NULL THEN
      v_type := 'room.locked';
      v_data := jsonb_build_object('reason', r.lock_reason);
    ELSIF OLD.locked_at IS NOT NULL AND r.locked_at IS NULL THEN
      v_type := 'room.unlocked';
      v_data := '{}';
    ELSIF (OLD.expiry_kind, OLD.idle_days, OLD.keep_until) IS DISTINCT FROM (r.expiry_kind, r.idle_days, r.keep_until)
      OR (r.expiry_kind = 'date' AND OLD.expires_at IS DISTINCT FROM r.expires_at) THEN
      v_type := 'room.rescheduled';
      v_data := jsonb_build_object('expiresAt', r.expires_at);
    ELSIF r.match_count > OLD.match_count THEN
      v_type := 'room.matched';
    ELSIF (OLD.rating_count, OLD.like_count, OLD.match_count, OLD.people_count, OLD.last_activity_at, OLD.room_type,
        OLD.creator_id, OLD.creator_name) IS DISTINCT FROM
      (r.rating_count, r.like_count, r.match_count, r.people_count, r.last_activity_at, r.room_type,
        r.creator_id, r.creator_name)
      OR OLD.document IS DISTINCT FROM r.document THEN
      v_type := 'room.updated';
    END IF;
  END IF;
  IF v_type IS NOT NULL THEN
    INSERT INTO event_outbox (type, space_id, room_id, room_name, room_created_at, version, data)
    VALUES (v_type, r.space_id, r.id, r.name, r.created_at, r.version, v_data);
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER room_event AFTER INSERT OR UPDATE OR DELETE ON room FOR EACH ROW EXECUTE FUNCTION note_room_event();

-- Gives committed changes their place in line. Ids of the outbox are drawn before a commit and become visible in any order, so
-- a reader that remembers the last id would miss some; here one instance at a time moves what is committed, in order of a
-- room's own changes, and readers of "event" see every id after all smaller ones.
-- Returns how many it moved, or -1 when somebody else is at it.
CREATE FUNCTION sequence_events(p_max int, p_notifies boolean) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_moved int;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtextextended('roomkeeper/events', 20261126)) THEN
    RETURN -1;
  END IF;
  WITH taken AS (
    DELETE FROM event_outbox WHERE id IN (SELECT id FROM event_outbox ORDER BY id LIMIT p_max) RETURNING *
  )
  INSERT INTO event (id, at, type, space_id, room_id, room_name, room_created_at, version, data)
  SELECT nextval('event_id_seq'), t.at, t.type, t.space_id, t.room_id, t.room_name, t.room_created_at, t.version, t.data
  FROM (SELECT * FROM taken ORDER BY id) t;
  GET DIAGNOSTICS v_moved = ROW_COUNT;
  -- Not by every write: a commit that notifies waits for all others that do.
  IF v_moved > 0 AND p_notifies THEN
    PERFORM pg_notify('roomkeeper_events', '');
  END IF;
  RETURN v_moved;
END
$$;
