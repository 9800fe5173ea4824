-- Which limit of the space one more open room would exceed: space or owner; null if none. existing is the open room that the new one
-- replaces, or null. If the space has limits, it locks them until the transaction ends, so that rooms that begin at once are counted one
-- after the other. The caller has locked the name, and the row of existing.
CREATE OR REPLACE FUNCTION reached_room_limit(existing room, given_space text, given_owner text, given_moment timestamptz)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  limits record;
  replaces boolean := existing.id IS NOT NULL AND is_open(existing, given_moment);
BEGIN
  SELECT rooms_max, rooms_per_owner_max INTO limits FROM space WHERE id = given_space;
  IF limits.rooms_max IS NULL AND limits.rooms_per_owner_max IS NULL THEN
    RETURN NULL;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended(given_space, 20261128));
  IF NOT replaces AND limits.rooms_max <= (
    SELECT count(*) FROM room WHERE space_id = given_space AND is_open(room, given_moment)
  ) THEN
    RETURN 'space';
  END IF;
  IF (NOT replaces OR existing.owner_id IS DISTINCT FROM given_owner) AND limits.rooms_per_owner_max <= (
    SELECT count(*) FROM room WHERE owner_id = given_owner AND space_id = given_space AND is_open(room, given_moment)
  ) THEN
    RETURN 'owner';
  END IF;
  RETURN NULL;
END
$$;
