-- One row by which an instance examines the database it stands on: a value sealed with the secret that seals everything here, and
-- a time that each examination writes.
CREATE TABLE "instance_check" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "canary_sealed" TEXT,
    "written_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "instance_check_pkey" PRIMARY KEY ("id")
);
