-- Which room was announced to leave at which time, so that each time is announced once.
CREATE TABLE "room_warning" (
    "space_id" TEXT NOT NULL,
    "room_id" TEXT NOT NULL,
    "leaves_at" TIMESTAMPTZ(3) NOT NULL,
    "warned_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seen_at" TIMESTAMPTZ(3),

    CONSTRAINT "room_warning_pkey" PRIMARY KEY ("space_id", "room_id", "leaves_at")
);

ALTER TABLE "room_warning" ADD CONSTRAINT "room_warning_space_id_room_id_fkey" FOREIGN KEY ("space_id", "room_id") REFERENCES "room"("space_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
