-- CreateTable
CREATE TABLE "room_lease" (
    "space_id" TEXT NOT NULL,
    "room_id" TEXT NOT NULL,
    "instance" TEXT NOT NULL,
    "connections" INTEGER NOT NULL,
    "held_since" TIMESTAMPTZ(3) NOT NULL,
    "renewed_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "room_lease_pkey" PRIMARY KEY ("space_id","room_id")
);

-- AddForeignKey
ALTER TABLE "room_lease" ADD CONSTRAINT "room_lease_space_id_room_id_fkey" FOREIGN KEY ("space_id", "room_id") REFERENCES "room"("space_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A game server's word that it holds a room, for p_ttl seconds from now by this clock. Whoever holds it renews it; another is
-- told who does, unless the lease has lapsed or it takes it on purpose.
--   verdict: held, taken (from a living holder), lease_held, gone or not_found. The other columns are the lease as it stands.
-- People who are connected use the room: about once an hour its quiet period starts again, as it does with a rating.
CREATE FUNCTION hold_room_lease(
  p_space text, p_name text, p_instance text, p_connections int, p_ttl int, p_take boolean,
  OUT verdict text, OUT reason text, OUT room_id text, OUT owner_id text, OUT instance text, OUT connections int,
  OUT held_since timestamptz, OUT renewed_at timestamptz, OUT expires_at timestamptz, OUT was_held_by text
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  r record;
  l room_lease;
  v_now timestamptz;
BEGIN
  SELECT x.id, x.creator_id, x.expires_at, x.touched_at INTO r FROM room x
  WHERE x.space_id = p_space AND x.name = p_name AND x.trashed_at IS NULL;
  v_now := clock_timestamp();
  IF r.id IS NULL OR r.expires_at <= v_now THEN
    reason := CASE WHEN r.id IS NULL THEN absence_reason(p_space, p_name, NULL) ELSE 'expired' END;
    verdict := CASE WHEN reason IS NULL THEN 'not_found' ELSE 'gone' END;
    RETURN;
  END IF;
  room_id := r.id;
  owner_id := r.creator_id;
  INSERT INTO room_lease AS x (space_id, room_id, instance, connections, held_since, renewed_at, expires_at)
  VALUES (p_space, r.id, p_instance, p_connections, v_now, v_now, v_now + make_interval(secs => p_ttl))
  ON CONFLICT (space_id, room_id) DO NOTHING RETURNING x.* INTO l;
  IF l.room_id IS NULL THEN
    SELECT x.* INTO l FROM room_lease x WHERE x.space_id = p_space AND x.room_id = r.id FOR UPDATE;
    v_now := clock_timestamp();
    IF l.instance <> p_instance AND l.expires_at > v_now AND NOT p_take THEN
      verdict := 'lease_held';
    ELSE
      was_held_by := CASE WHEN l.instance <> p_instance AND l.expires_at > v_now THEN l.instance END;
      UPDATE room_lease x SET instance = p_instance, connections = p_connections, renewed_at = v_now,
        held_since = CASE WHEN x.instance = p_instance AND x.expires_at > v_now THEN x.held_since ELSE v_now END,
        expires_at = v_now + make_interval(secs => p_ttl)
      WHERE x.space_id = p_space AND x.room_id = r.id RETURNING x.* INTO l;
    END IF;
  END IF;
  verdict := coalesce(verdict, CASE WHEN was_held_by IS NULL THEN 'held' ELSE 'taken' END);
  IF verdict <> 'lease_held' AND p_connections > 0 AND r.touched_at < v_now - interval '1 hour' THEN
    UPDATE room x SET touched_at = v_now,
      expires_at = next_expiry(x.expiry_kind, x.idle_days, s.idle_days, x.keep_until, x.expires_at, v_now)
    FROM space s WHERE s.id = p_space AND x.space_id = p_space AND x.id = r.id AND x.trashed_at IS NULL;
  END IF;
  instance := l.instance;
  connections := l.connections;
  held_since := l.held_since;
  renewed_at := l.renewed_at;
  expires_at := l.expires_at;
END
$$;
