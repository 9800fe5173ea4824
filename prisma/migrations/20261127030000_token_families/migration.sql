-- Tokens as families: a token, and all that were rotated from it. And who made a token or a webhook, by id.

ALTER TABLE "token" ADD COLUMN     "family_id" TEXT,
ADD COLUMN     "rotated_from" TEXT,
ADD COLUMN     "ends_at_first_use" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "created_by_id" TEXT;

ALTER TABLE "webhook" ADD COLUMN     "created_by_id" TEXT;

-- The audit log has every rotation; replaced_by has the last one of each token, for as long as the log is kept or longer.
UPDATE "token" t SET "rotated_from" = a.detail->>'tokenId'
FROM "audit_entry" a
WHERE a.action = 'token.rotate' AND a.outcome = 'done' AND a.detail->>'replacedBy' = t.id;

UPDATE "token" t SET "rotated_from" = o.id
FROM "token" o
WHERE o.replaced_by = t.id AND t.rotated_from IS NULL;

-- A token whose predecessor is gone begins its family.
WITH RECURSIVE family AS (
  SELECT id, id AS first FROM "token" t
  WHERE NOT EXISTS (SELECT FROM "token" o WHERE o.id = t.rotated_from)
  UNION
  SELECT t.id, f.first FROM "token" t JOIN family f ON t.rotated_from = f.id
)
UPDATE "token" t SET "family_id" = f.first FROM family f WHERE f.id = t.id;

UPDATE "token" SET "family_id" = "id" WHERE "family_id" IS NULL;
ALTER TABLE "token" ALTER COLUMN "family_id" SET NOT NULL;

UPDATE "token" t SET "created_by_id" = a.actor_id
FROM "audit_entry" a
WHERE a.actor_kind = 'person' AND a.outcome = 'done'
  AND ((a.action = 'token.create' AND a.detail->>'tokenId' = t.id)
    OR (a.action = 'token.rotate' AND a.detail->>'replacedBy' = t.id));

-- A token that rotated itself handed its maker on.
WITH RECURSIVE made AS (
  SELECT id, created_by_id AS maker FROM "token" WHERE created_by_id IS NOT NULL
  UNION
  SELECT t.id, m.maker FROM "token" t JOIN made m ON t.rotated_from = m.id
  WHERE t.created_by_id IS NULL AND EXISTS (
    SELECT FROM "audit_entry" a WHERE a.action = 'token.rotate' AND a.actor_kind = 'token' AND a.detail->>'replacedBy' = t.id)
)
UPDATE "token" t SET "created_by_id" = m.maker FROM made m WHERE m.id = t.id AND t.created_by_id IS NULL;

UPDATE "webhook" w SET "created_by_id" = a.actor_id
FROM "audit_entry" a
WHERE a.actor_kind = 'person' AND a.outcome = 'done' AND a.action = 'webhook.create' AND a.detail->>'webhookId' = w.id;

CREATE INDEX "token_family_id_idx" ON "token"("family_id");
CREATE INDEX "token_created_by_id_idx" ON "token"("created_by_id");
CREATE INDEX "webhook_created_by_id_idx" ON "webhook"("created_by_id");
