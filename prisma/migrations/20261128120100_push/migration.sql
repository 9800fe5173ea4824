-- Push messages: the key pair of the installation, the browsers that want them, and each message with its fate.
CREATE TABLE "push_key" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "public_key" TEXT NOT NULL,
    "private_key_sealed" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "push_key_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "push_subscription" (
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "session_id" TEXT NOT NULL,
    "target_sealed" TEXT NOT NULL,
    "endpoint_hash" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "push_subscription_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "push_subscription_session_id_key" ON "push_subscription"("session_id");
CREATE UNIQUE INDEX "push_subscription_endpoint_hash_key" ON "push_subscription"("endpoint_hash");
CREATE INDEX "push_subscription_person_id_idx" ON "push_subscription"("person_id");

CREATE TABLE "warning_push" (
    "id" TEXT NOT NULL,
    "subscription_id" TEXT,
    "person_id" TEXT NOT NULL,
    "space_id" TEXT NOT NULL,
    "room_id" TEXT NOT NULL,
    "leaves_at" TIMESTAMPTZ(3) NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "problem" TEXT,

    CONSTRAINT "warning_push_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "warning_push_space_id_room_id_leaves_at_idx" ON "warning_push"("space_id", "room_id", "leaves_at");
CREATE INDEX "warning_push_state_due_at_idx" ON "warning_push"("state", "due_at");
CREATE INDEX "warning_push_subscription_id_made_at_idx" ON "warning_push"("subscription_id", "made_at");

ALTER TABLE "push_subscription" ADD CONSTRAINT "push_subscription_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "push_subscription" ADD CONSTRAINT "push_subscription_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "warning_push" ADD CONSTRAINT "warning_push_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "push_subscription"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "warning_push" ADD CONSTRAINT "warning_push_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "warning_push" ADD CONSTRAINT "warning_push_space_id_room_id_leaves_at_fkey" FOREIGN KEY ("space_id", "room_id", "leaves_at") REFERENCES "room_warning"("space_id", "room_id", "leaves_at") ON DELETE CASCADE ON UPDATE CASCADE;

-- Forgets the push subscription of a browser that was signed out. A trigger of `session`; it writes push_subscription and locks nothing
-- else.
CREATE OR REPLACE FUNCTION forget_push_of_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM push_subscription WHERE session_id = NEW.id;
  RETURN NULL;
END $$;

CREATE TRIGGER session_push_goes AFTER UPDATE OF revoked_at ON session FOR EACH ROW WHEN (NEW.revoked_at IS NOT NULL) EXECUTE FUNCTION forget_push_of_session();
