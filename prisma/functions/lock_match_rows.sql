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
