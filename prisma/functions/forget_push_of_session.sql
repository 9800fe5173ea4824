-- Forgets the push subscription of a browser that was signed out. A trigger of `session`; it writes push_subscription and locks nothing
-- else.
CREATE OR REPLACE FUNCTION forget_push_of_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM push_subscription WHERE session_id = NEW.id;
  RETURN NULL;
END $$;
