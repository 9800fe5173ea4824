import { now } from "@/lib/core/clock";
import { deleteRoom } from "@/lib/rooms/delete-room";
import { expireRoom } from "@/lib/rooms/expire-room";
import { lockRoom } from "@/lib/rooms/lock-room";
import { setExpiry } from "@/lib/rooms/set-expiry";
import type { Context } from "@/lib/runtime/context";
import type { RoomStorage } from "@/lib/storage/match/storage";
import { changedDocument, type Fate, SAMPLE_ROOMS, sampleDocument } from "./sample-rooms";

const DAY_MS = 24 * 60 * 60 * 1000;

/** Saves the sample rooms as a game server would, and lets some of them be locked, leave soon, or wait in the trash. */
export async function seedRooms(ctx: Context, storage: RoomStorage): Promise<void> {
  const nowMs = now().getTime();
  for (const sample of SAMPLE_ROOMS) {
    const document = sampleDocument(sample, nowMs);
    await storage.saveRoom(document);
    if (sample.changesMind) {
      await storage.saveRoom(changedDocument(document, sample.changesMind, nowMs));
    }
    await backdateRoom(ctx, sample.name);
    if (sample.fate) await applyFate(ctx, await roomIdOf(ctx, sample.name), sample.fate, nowMs);
  }
}

/** The rooms were quiet since their last rating, not saved a moment ago. */
async function backdateRoom(ctx: Context, name: string): Promise<void> {
  await ctx.services.pool.query(
    `update room set touched_at = last_activity_at, updated_at = last_activity_at,
       expires_at = expires_at - (touched_at - last_activity_at)
     where name = $1 and trashed_at is null`,
    [name],
  );
}

async function applyFate(ctx: Context, roomId: string, fate: Fate, nowMs: number): Promise<void> {
  if (fate.kind === "leaves") {
    const until = new Date(nowMs + fate.inDays * DAY_MS).toISOString();
    await setExpiry(ctx, { roomId, kind: "date", until });
  } else if (fate.kind === "stays") {
    await setExpiry(ctx, { roomId, kind: "never" });
  } else if (fate.kind === "locked") {
    await lockRoom(ctx, { roomId, reason: fate.reason });
  } else if (fate.kind === "deleted") {
    await deleteRoom(ctx, { roomId });
  } else {
    await expireRoom(ctx, { roomId });
  }
}

async function roomIdOf(ctx: Context, name: string): Promise<string> {
  const { rows } = await ctx.services.pool.query<{ id: string }>(
    "select id from room where name = $1 and trashed_at is null",
    [name],
  );
  return rows[0]?.id ?? "";
}
