-- A bounded cache of the posters of Plex servers.
CREATE TABLE "poster" (
    "id" TEXT NOT NULL,
    "bytes" BYTEA,
    "size" INTEGER NOT NULL DEFAULT 0,
    "failed_at" TIMESTAMPTZ(3),
    "used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "poster_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "poster_used_at_idx" ON "poster"("used_at");
