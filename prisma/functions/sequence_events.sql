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
