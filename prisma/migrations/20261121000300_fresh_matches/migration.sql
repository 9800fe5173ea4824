-- CreateIndex
CREATE INDEX "room_match_matched_at_ms_idx" ON "room_match"("matched_at_ms");
