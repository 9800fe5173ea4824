-- Runs of a job in which nothing was due share one row: how many, and when the last of them began.
ALTER TABLE "job_run" ADD COLUMN "idle" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "runs" INTEGER NOT NULL DEFAULT 1,
  ADD COLUMN "last_started_at" TIMESTAMPTZ(3);

-- Until now each had a row of its own; they say nothing that the next run does not say again.
DELETE FROM "job_run" WHERE "outcome" = 'done' AND "detail" IN (
  '{"more":false,"pruned":{},"purged":0,"expired":0,"problems":[]}',
  '{"waiting":0,"retried":0,"delivered":0,"problems":[]}');
