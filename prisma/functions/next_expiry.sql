-- Returns when a room expires after a write at the given moment; null means never. A fixed date stays as it is; a quiet period starts
-- again with the write. The function nextExpiry is the same rule in TypeScript.
CREATE OR REPLACE FUNCTION next_expiry(
  given_rule text, given_idle_days int, space_idle_days int, given_keep_until timestamptz, given_expires_at timestamptz,
  given_moment timestamptz
) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE given_rule
    WHEN 'never' THEN NULL
    WHEN 'date' THEN given_expires_at
    WHEN 'idle' THEN greatest(given_moment + make_interval(days => given_idle_days), given_keep_until)
    ELSE CASE WHEN space_idle_days IS NULL THEN NULL
         ELSE greatest(given_moment + make_interval(days => space_idle_days), given_keep_until) END
  END
$$;
