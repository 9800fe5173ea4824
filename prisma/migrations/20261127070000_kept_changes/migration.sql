-- AlterTable
ALTER TABLE "session" ADD COLUMN     "acknowledged_at" TIMESTAMPTZ(3);

-- Who is signed in by now is no news.
UPDATE "session" SET "acknowledged_at" = now();

-- CreateTable
CREATE TABLE "kept_change" (
    "session_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "change_sealed" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "kept_change_pkey" PRIMARY KEY ("session_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "kept_change_id_key" ON "kept_change"("id");

-- AddForeignKey
ALTER TABLE "kept_change" ADD CONSTRAINT "kept_change_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE CASCADE;
