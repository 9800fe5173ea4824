-- What a search compares: the text without case and without accents, so that "soul" is found in "Sóul" and the other way round. A text of
-- ASCII alone needs only the case. A text of nothing but combining marks stays as it is, because an empty text is found in every other.
-- It needs no extension, and is simple enough for Postgres to put it into the statement that calls it.
CREATE OR REPLACE FUNCTION fold_text(given text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN octet_length(given) = char_length(given) THEN lower(given)
    ELSE coalesce(nullif(lower(regexp_replace(normalize(given, NFKD),
      '[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]', '', 'g')), ''), lower(given)) END
$$;
