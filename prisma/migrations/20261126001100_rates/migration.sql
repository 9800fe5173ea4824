-- CreateTable
CREATE TABLE "rate_count" (
    "key" TEXT NOT NULL,
    "window_start" BIGINT NOT NULL,
    "used" BIGINT NOT NULL,

    CONSTRAINT "rate_count_pkey" PRIMARY KEY ("key","window_start")
);

-- A minute's counts need not outlive a crash, and cost a fraction without the write-ahead log.
ALTER TABLE "rate_count" SET UNLOGGED;
