-- The link with which a room's list of films is shown to people who are not signed in.
CREATE TABLE "room_link" (
    "space_id" TEXT NOT NULL,
    "room_id" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "token_sealed" TEXT NOT NULL,
    "shows_names" BOOLEAN NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "made_by_id" TEXT,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "off_at" TIMESTAMPTZ(3),

    CONSTRAINT "room_link_pkey" PRIMARY KEY ("space_id","room_id")
);

CREATE UNIQUE INDEX "room_link_token_hash_key" ON "room_link"("token_hash");

CREATE INDEX "room_link_made_by_id_idx" ON "room_link"("made_by_id");

ALTER TABLE "room_link" ADD CONSTRAINT "room_link_space_id_room_id_fkey" FOREIGN KEY ("space_id", "room_id") REFERENCES "room"("space_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
