-- Gives committed changes their place in the sequence of events. The outbox's ids are given before a commit and become visible in any
-- order, so a reader that remembers the last id would miss some. Here one instance at a time moves what is committed into the table
-- event, in the order of each room's changes, and a reader of that table sees every id after all smaller ones.
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
  -- The writes do not notify, because Postgres lets commits that notify wait for each other.
  IF moved_events > 0 AND notifies THEN
    PERFORM pg_notify('roomkeeper_events', '');
  END IF;
  RETURN moved_events;
END
$$;
