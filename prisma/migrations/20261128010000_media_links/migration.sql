-- Where a film can be watched, and how long it is.
ALTER TABLE "media" ADD COLUMN "link_url" TEXT, ADD COLUMN "duration_ms" INTEGER;
