-- The film that a room's people watch tonight.
CREATE TABLE "room_picked_film" (
    "space_id" TEXT NOT NULL,
    "room_id" TEXT NOT NULL,
    "media_id" TEXT NOT NULL,
    "picked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "picked_by" TEXT NOT NULL,
    "picked_by_id" TEXT,
    "lot" JSONB,

    CONSTRAINT "room_picked_film_pkey" PRIMARY KEY ("space_id","room_id")
);

CREATE INDEX "room_picked_film_picked_by_id_idx" ON "room_picked_film"("picked_by_id");

ALTER TABLE "room_picked_film" ADD CONSTRAINT "room_picked_film_space_id_room_id_fkey" FOREIGN KEY ("space_id", "room_id") REFERENCES "room"("space_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A page at which the film can be seen for a few minutes.
ALTER TABLE "media" ADD COLUMN "trailer_url" TEXT;
