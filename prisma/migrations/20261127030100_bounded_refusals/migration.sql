-- Refusals of before hold no more than those from now on: no name of a room that the actor could not see, and no long text.

UPDATE "audit_entry" SET "room_name" = NULL, "detail" = NULL
WHERE outcome <> 'done' AND actor_kind = 'person' AND room_id IS NOT NULL AND owner_id IS DISTINCT FROM actor_id
  AND code IN ('unauthorized', 'forbidden', 'banned', 'foreign_origin', 'not_found');

UPDATE "audit_entry" SET "subject" = left("subject", 100) || '…' WHERE outcome <> 'done' AND length("subject") > 512;
UPDATE "audit_entry" SET "detail" = NULL WHERE outcome <> 'done' AND length("detail"::text) > 4096;
