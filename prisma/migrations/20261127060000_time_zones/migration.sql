-- The zone a person's browser named last, and the one they chose by hand, which goes before it. Names of the IANA database.
ALTER TABLE "person" ADD COLUMN "time_zone_found" TEXT, ADD COLUMN "time_zone_chosen" TEXT;
