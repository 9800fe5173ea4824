-- Writes the event of a change of a room, in the transaction of the change, so that no caller can forget it. The columns that
-- changed decide what the event is. The event contains counts, times and reasons, and never what people said.
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
