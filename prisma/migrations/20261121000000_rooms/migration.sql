
-- CreateTable
CREATE TABLE "space" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "idle_days" INTEGER DEFAULT 90,
    "trash_days" INTEGER NOT NULL DEFAULT 14,
    "warn_days" INTEGER NOT NULL DEFAULT 7,

    CONSTRAINT "space_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "token" (
    "id" TEXT NOT NULL,
    "space_id" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "hint" TEXT NOT NULL,
    "scopes" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT,
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "room" (
    "space_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'match',
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "creator_id" TEXT NOT NULL,
    "creator_name" TEXT NOT NULL,
    "room_type" TEXT NOT NULL,
    "document" JSONB NOT NULL,
    "password_sealed" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "stored_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "touched_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_activity_at" TIMESTAMPTZ(3) NOT NULL,
    "rating_count" INTEGER NOT NULL DEFAULT 0,
    "like_count" INTEGER NOT NULL DEFAULT 0,
    "match_count" INTEGER NOT NULL DEFAULT 0,
    "people_count" INTEGER NOT NULL DEFAULT 0,
    "expiry_kind" TEXT NOT NULL DEFAULT 'house',
    "idle_days" INTEGER,
    "keep_until" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "locked_at" TIMESTAMPTZ(3),
    "locked_by" TEXT,
    "lock_reason" TEXT,
    "trashed_at" TIMESTAMPTZ(3),
    "trashed_by" TEXT,
    "trash_reason" TEXT,
    "purge_at" TIMESTAMPTZ(3),

    CONSTRAINT "room_pkey" PRIMARY KEY ("space_id","id")
);

-- CreateTable
CREATE TABLE "room_rating" (
    "space_id" TEXT NOT NULL,
    "room_id" TEXT NOT NULL,
    "media_id" TEXT NOT NULL,
    "user_name" TEXT NOT NULL,
    "value" TEXT,
    "rated_at_ms" BIGINT NOT NULL,

    CONSTRAINT "room_rating_pkey" PRIMARY KEY ("space_id","room_id","media_id","user_name")
);

-- CreateTable
CREATE TABLE "room_person" (
    "space_id" TEXT NOT NULL,
    "room_id" TEXT NOT NULL,
    "user_name" TEXT NOT NULL,
    "rating_count" INTEGER NOT NULL DEFAULT 0,
    "like_count" INTEGER NOT NULL DEFAULT 0,
    "progress" BIGINT,

    CONSTRAINT "room_person_pkey" PRIMARY KEY ("space_id","room_id","user_name")
);

-- CreateTable
CREATE TABLE "room_match" (
    "space_id" TEXT NOT NULL,
    "room_id" TEXT NOT NULL,
    "media_id" TEXT NOT NULL,
    "user_name" TEXT NOT NULL DEFAULT '',
    "matched_at_ms" BIGINT NOT NULL,

    CONSTRAINT "room_match_pkey" PRIMARY KEY ("space_id","room_id","media_id","user_name")
);

-- CreateTable
CREATE TABLE "room_tombstone" (
    "space_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "purged_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "room_tombstone_pkey" PRIMARY KEY ("space_id","name","created_at")
);

-- CreateTable
CREATE TABLE "media" (
    "space_id" TEXT NOT NULL,
    "media_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "year" INTEGER,
    "poster_url" TEXT,
    "genres" TEXT[],
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "media_pkey" PRIMARY KEY ("space_id","media_id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" TEXT NOT NULL,
    "username" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "thumb_url" TEXT,
    "role" TEXT NOT NULL DEFAULT 'owner',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_sign_in_at" TIMESTAMPTZ(3),
    "banned_at" TIMESTAMPTZ(3),
    "banned_by" TEXT,
    "ban_reason" TEXT,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "method" TEXT NOT NULL,
    "user_agent" TEXT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_link" (
    "hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_link_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT,
    "actor_name" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "code" TEXT,
    "space_id" TEXT,
    "room_id" TEXT,
    "room_name" TEXT,
    "owner_id" TEXT,
    "subject" TEXT,
    "detail" JSONB,
    "request_id" TEXT,
    "count" INTEGER NOT NULL DEFAULT 1,
    "fold_key" TEXT,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "job_run" (
    "id" BIGSERIAL NOT NULL,
    "job" TEXT NOT NULL,
    "instance" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "outcome" TEXT NOT NULL DEFAULT 'running',
    "detail" JSONB,

    CONSTRAINT "job_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "space_name_key" ON "space"("name");

-- CreateIndex
CREATE UNIQUE INDEX "token_hash_key" ON "token"("hash");

-- CreateIndex
CREATE INDEX "token_space_id_created_at_idx" ON "token"("space_id", "created_at");

-- CreateIndex
CREATE INDEX "room_id_idx" ON "room"("id");

-- CreateIndex
CREATE INDEX "room_creator_id_last_activity_at_id_idx" ON "room"("creator_id", "last_activity_at", "id");

-- CreateIndex
CREATE INDEX "room_last_activity_at_id_idx" ON "room"("last_activity_at", "id");

-- CreateIndex
CREATE INDEX "room_expires_at_idx" ON "room"("expires_at");

-- CreateIndex
CREATE INDEX "room_purge_at_idx" ON "room"("purge_at");

-- CreateIndex
CREATE UNIQUE INDEX "room_space_id_name_created_at_key" ON "room"("space_id", "name", "created_at");

-- CreateIndex
CREATE INDEX "session_person_id_created_at_idx" ON "session"("person_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "audit_entry_fold_key_key" ON "audit_entry"("fold_key");

-- CreateIndex
CREATE INDEX "audit_entry_room_id_id_idx" ON "audit_entry"("room_id", "id");

-- CreateIndex
CREATE INDEX "audit_entry_owner_id_id_idx" ON "audit_entry"("owner_id", "id");

-- CreateIndex
CREATE INDEX "audit_entry_at_idx" ON "audit_entry"("at");

-- CreateIndex
CREATE INDEX "job_run_job_started_at_idx" ON "job_run"("job", "started_at");

-- AddForeignKey
ALTER TABLE "token" ADD CONSTRAINT "token_space_id_fkey" FOREIGN KEY ("space_id") REFERENCES "space"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "room_rating" ADD CONSTRAINT "room_rating_space_id_room_id_fkey" FOREIGN KEY ("space_id", "room_id") REFERENCES "room"("space_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "room_person" ADD CONSTRAINT "room_person_space_id_room_id_fkey" FOREIGN KEY ("space_id", "room_id") REFERENCES "room"("space_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "room_match" ADD CONSTRAINT "room_match_space_id_room_id_fkey" FOREIGN KEY ("space_id", "room_id") REFERENCES "room"("space_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One open room a name. The trash may hold any number of its former incarnations.
CREATE UNIQUE INDEX "room_open_name" ON "room"("space_id", "name") WHERE "trashed_at" IS NULL;
