-- Locks a room's name among the rooms of its kind until the transaction ends. Whoever makes, restores or purges a room takes this
-- lock first and then the room's row.
CREATE OR REPLACE FUNCTION lock_room_name(given_space text, given_kind text, given_name text) RETURNS void
LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock(
    hashtextextended(concat_ws(chr(31), given_space, given_kind, given_name), 20261121))
$$;
