-- Removes a room of any kind with everything in it and writes its tombstone, which refuses late saves. A match room is known by
-- its name, every other room by its id. The caller has locked the room's row
-- and, for a match room, its name.
CREATE OR REPLACE FUNCTION purge_room(given_space text, given_room text) RETURNS void LANGUAGE sql AS $$
  INSERT INTO room_tombstone (space_id, kind, identity, created_at)
  SELECT room.space_id, room.kind, CASE WHEN room.kind = 'match' THEN room.name ELSE room.id END, room.created_at
  FROM room WHERE room.space_id = given_space AND room.id = given_room
  ON CONFLICT (space_id, kind, identity, created_at) DO NOTHING;
  DELETE FROM room WHERE space_id = given_space AND id = given_room;
$$;
