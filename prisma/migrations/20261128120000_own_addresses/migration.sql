-- A mail address that a person gave themselves, and the mail that asks whether it is theirs.
ALTER TABLE "person" ADD COLUMN "own_mail_address" TEXT;

CREATE TABLE "address_request" (
    "person_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "problem" TEXT,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "address_request_pkey" PRIMARY KEY ("person_id")
);

CREATE UNIQUE INDEX "address_request_id_key" ON "address_request"("id");
CREATE INDEX "address_request_state_due_at_idx" ON "address_request"("state", "due_at");

ALTER TABLE "address_request" ADD CONSTRAINT "address_request_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;
