-- E-mails that tell owners that a room leaves soon: the address, whether the person wants them, and each mail with its fate.
ALTER TABLE "person" ADD COLUMN "mail_address" TEXT, ADD COLUMN "wants_mail" BOOLEAN NOT NULL DEFAULT true;

CREATE TABLE "warning_mail" (
    "id" TEXT NOT NULL,
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
    "used_at" TIMESTAMPTZ(3),
    "used_for" TEXT,

    CONSTRAINT "warning_mail_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "warning_mail_space_id_room_id_leaves_at_key" ON "warning_mail"("space_id", "room_id", "leaves_at");
CREATE INDEX "warning_mail_state_due_at_idx" ON "warning_mail"("state", "due_at");
CREATE INDEX "warning_mail_person_id_made_at_idx" ON "warning_mail"("person_id", "made_at");

ALTER TABLE "warning_mail" ADD CONSTRAINT "warning_mail_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "warning_mail" ADD CONSTRAINT "warning_mail_space_id_room_id_leaves_at_fkey" FOREIGN KEY ("space_id", "room_id", "leaves_at") REFERENCES "room_warning"("space_id", "room_id", "leaves_at") ON DELETE CASCADE ON UPDATE CASCADE;
