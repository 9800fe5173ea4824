-- The films of a room that somebody marked as watched.
CREATE TABLE "room_watched_film" (
    "space_id" TEXT NOT NULL,
    "room_id" TEXT NOT NULL,
    "media_id" TEXT NOT NULL,
    "watched_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "watched_by" TEXT NOT NULL,
    "watched_by_id" TEXT,

    CONSTRAINT "room_watched_film_pkey" PRIMARY KEY ("space_id","room_id","media_id")
);

CREATE INDEX "room_watched_film_watched_by_id_idx" ON "room_watched_film"("watched_by_id");

ALTER TABLE "room_watched_film" ADD CONSTRAINT "room_watched_film_space_id_room_id_fkey" FOREIGN KEY ("space_id", "room_id") REFERENCES "room"("space_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
