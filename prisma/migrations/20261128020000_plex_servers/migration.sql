-- Plex servers of a space, the films of their libraries, and what the catalogue has of them.
ALTER TABLE "media" ADD COLUMN "summary" TEXT, ADD COLUMN "rating" DOUBLE PRECISION, ADD COLUMN "poster_id" TEXT,
  ADD COLUMN "added_at" TIMESTAMPTZ(3), ADD COLUMN "is_seen" BOOLEAN NOT NULL DEFAULT false, ADD COLUMN "plex_facts" TEXT;

CREATE TABLE "plex_server" (
    "id" TEXT NOT NULL,
    "space_id" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "token_sealed" TEXT NOT NULL,
    "name" TEXT,
    "time_zone" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER,
    "films" INTEGER,
    "read_at" TIMESTAMPTZ(3),
    "problem" TEXT,

    CONSTRAINT "plex_server_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "plex_film" (
    "server_id" TEXT NOT NULL,
    "rating_key" TEXT NOT NULL,
    "space_id" TEXT NOT NULL,
    "guid" TEXT NOT NULL,
    "external_ids" TEXT[] NOT NULL,
    "title" TEXT NOT NULL,
    "year" INTEGER,
    "summary" TEXT,
    "genres" TEXT[] NOT NULL,
    "duration_ms" INTEGER,
    "rating" DOUBLE PRECISION,
    "poster_path" TEXT,
    "poster_id" TEXT,
    "added_at" TIMESTAMPTZ(3),
    "is_seen" BOOLEAN NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "plex_film_pkey" PRIMARY KEY ("server_id", "rating_key")
);

CREATE INDEX "plex_server_space_id_idx" ON "plex_server"("space_id");
CREATE INDEX "plex_film_space_id_guid_idx" ON "plex_film"("space_id", "guid");
CREATE INDEX "plex_film_poster_id_idx" ON "plex_film"("poster_id");

ALTER TABLE "plex_server" ADD CONSTRAINT "plex_server_space_id_fkey" FOREIGN KEY ("space_id") REFERENCES "space"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "plex_film" ADD CONSTRAINT "plex_film_server_id_fkey" FOREIGN KEY ("server_id") REFERENCES "plex_server"("id") ON DELETE CASCADE ON UPDATE CASCADE;
