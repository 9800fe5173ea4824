-- A webhook keeps when a message was delivered last: the deliveries cannot tell it, because a replay makes them wait again.
ALTER TABLE "webhook" ADD COLUMN "last_delivered_at" TIMESTAMPTZ(3);

UPDATE "webhook" w SET "last_delivered_at" = d."last"
FROM (
  SELECT "webhook_id", max("finished_at") AS "last" FROM "webhook_delivery" WHERE "state" = 'delivered' GROUP BY "webhook_id"
) d WHERE d."webhook_id" = w."id";

-- A line that counts equal refusals stands at the last of them and says when the first was.
ALTER TABLE "audit_entry" ADD COLUMN "first_at" TIMESTAMPTZ(3);

DROP INDEX "audit_entry_at_idx";

CREATE INDEX "audit_entry_at_id_idx" ON "audit_entry"("at", "id");
