-- Removes a room's ratings with the room. They have no foreign key, because checking it would cost as much as writing a rating.
CREATE OR REPLACE FUNCTION remove_room_ratings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.kind = 'match' THEN
    DELETE FROM room_rating WHERE space_id = OLD.space_id AND room_id = OLD.id;
  END IF;
  RETURN OLD;
END
$$;
