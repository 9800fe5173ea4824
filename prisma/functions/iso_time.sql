-- A time as the API writes it: ISO 8601 in UTC with milliseconds and a Z.
CREATE OR REPLACE FUNCTION iso_time(given timestamptz) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT to_char(given AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;
