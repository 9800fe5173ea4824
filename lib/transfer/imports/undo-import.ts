import { recordAudit } from "@/lib/audit/record-audit";
import { withRefusalAudit } from "@/lib/audit/with-refusal-audit";
import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import { sentenceOf } from "@/lib/jobs/run-job";
import { deleteRoom } from "@/lib/rooms/delete-room";
import type { Context } from "@/lib/runtime/context";
import { claimImport } from "./claim-import";
import { requireDataAdmin } from "./import-policy";
import type { RoomImport } from "./room-import";
import { startHeartbeat } from "./work-on-import";

/**
 * Undoes an import: every room that it created and that is still open goes to the trash, with everything that people have done in it
 * since. Rooms that existed before keep what was merged into them. Resolves when this has started; `ended` resolves when it has finished.
 */
export async function undoImport(
  ctx: Context,
  { id }: { id: string },
): Promise<{ ended: Promise<void> }> {
  return withRefusalAudit(ctx, { action: "import.undo", detail: { importId: id } }, async () => {
    requireDataAdmin(ctx.actor);
    const claimed = await claimImport(ctx.services.pool, id, {
      from: ["done", "failed"],
      to: "undoing",
    });
    return { ended: takeBack(ctx, claimed) };
  });
}

async function takeBack(ctx: Context, given: RoomImport): Promise<void> {
  const { pool } = ctx.services;
  const { id, spaceId, spaceName } = given;
  const heartbeat = startHeartbeat(ctx, id);
  heartbeat.phase = "undoing";
  let problem: string | null = null;
  let last = "0";
  try {
    for (;;) {
      const { rows } = await pool.query<{ note: string; room: string | null }>(
        `select note.id::text as note, room.id as room from room_import_note note
         left join room on room.space_id = $2 and room.name = note.room_name and room.created_at = note.room_created_at
           and room.trashed_at is null
         where note.import_id = $1 and note.kind = 'created' and note.id > $3 order by note.id limit $4`,
        [id, spaceId, last, LIMITS.pageItemsMax],
      );
      for (const { room } of rows) {
        if (room !== null && (await isTrashed(ctx, room))) heartbeat.done += 1;
      }
      last = rows.at(-1)?.note ?? last;
      if (rows.length < LIMITS.pageItemsMax) break;
    }
  } catch (error) {
    problem = sentenceOf(error);
  }
  await heartbeat.stop();
  const state = problem === null ? "undone" : "failed";
  await pool.query(
    "update room_import set state = $2, problem = $3, finished_at = now(), phase = null where id = $1",
    [id, state, problem],
  );
  await recordAudit(pool, ctx, {
    action: "import.undo",
    outcome: problem === null ? "done" : "failed",
    code: problem === null ? undefined : "internal",
    spaceId,
    subject: spaceName,
    detail: { rooms: heartbeat.done },
  });
}

/** Moves a room to the trash. Resolves with false if it was locked, trashed or purged meanwhile; then it is not changed. */
async function isTrashed(ctx: Context, roomId: string): Promise<boolean> {
  try {
    await deleteRoom(ctx, { roomId });
    return true;
  } catch (error) {
    if (error instanceof RoomkeeperError && error.code !== "unavailable") return false;
    throw error;
  }
}
