-- CreateTable
CREATE TABLE "room_import" (
    "id" TEXT NOT NULL,
    "space_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT,
    "created_by_name" TEXT NOT NULL,
    "files" JSONB NOT NULL,
    "policy" TEXT NOT NULL,
    "includes_trash" BOOLEAN NOT NULL,
    "opens_hidden" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'uploaded',
    "phase" TEXT,
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER,
    "beat_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "report" JSONB,
    "problem" TEXT,

    CONSTRAINT "room_import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "room_import_chunk" (
    "import_id" TEXT NOT NULL,
    "file" INTEGER NOT NULL,
    "part" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "bytes_sealed" TEXT NOT NULL,

    CONSTRAINT "room_import_chunk_pkey" PRIMARY KEY ("import_id","file","part")
);

-- CreateTable
CREATE TABLE "room_import_note" (
    "import_id" TEXT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "room_name" TEXT NOT NULL,
    "room_created_at" TIMESTAMPTZ(3),
    "code" TEXT,
    "message" TEXT,

    CONSTRAINT "room_import_note_pkey" PRIMARY KEY ("import_id","id")
);

-- CreateIndex
CREATE INDEX "room_import_created_at_idx" ON "room_import"("created_at");

-- CreateIndex
CREATE INDEX "room_import_chunk_created_at_idx" ON "room_import_chunk"("created_at");

-- AddForeignKey
ALTER TABLE "room_import" ADD CONSTRAINT "room_import_space_id_fkey" FOREIGN KEY ("space_id") REFERENCES "space"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "room_import_chunk" ADD CONSTRAINT "room_import_chunk_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "room_import"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "room_import_note" ADD CONSTRAINT "room_import_note_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "room_import"("id") ON DELETE CASCADE ON UPDATE CASCADE;
