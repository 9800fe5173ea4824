import { notingRefusals } from "@/lib/audit/noting-refusals";
import { recordAudit } from "@/lib/audit/record-audit";
import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import { sentenceOf } from "@/lib/jobs/run-job";
import { deleteRoom } from "@/lib/rooms/delete-room";
import type { Context } from "@/lib/runtime/context";
import { claimImport } from "./claim-import";
import { requireDataAdmin } from "./import-policy";
import type { RoomImport } from "./room-import";
import { startPulse } from "./work-on-import";

/**
 * Takes an import back: every room that it created and that is still open goes to the trash, with what people did in it since.
 * Rooms that were there before keep what was joined into them. Resolves when it has begun; `ended` resolves when it is through.
 */
export async function undoImport(
  ctx: Context,
  { id }: { id: string },
): Promise<{ ended: Promise<void> }> {
  return notingRefusals(ctx, { action: "import.undo", detail: { importId: id } }, async () => {
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
  const pulse = startPulse(ctx, id);
  pulse.phase = "undoing";
  let problem: string | null = null;
  let last = "0";
  try {
    for (;;) {
      const { rows } = await pool.query<{ note: string; room: string | null }>(
        `select n.id::text as note, r.id as room from room_import_note n
         left join room r on r.space_id = $2 and r.name = n.room_name and r.created_at = n.room_created_at
           and r.trashed_at is null
         where n.import_id = $1 and n.kind = 'created' and n.id > $3 order by n.id limit $4`,
        [id, spaceId, last, LIMITS.pageItemsMax],
      );
      for (const { room } of rows) {
        if (room !== null && (await isTrashed(ctx, room))) pulse.done += 1;
      }
      last = rows.at(-1)?.note ?? last;
      if (rows.length < LIMITS.pageItemsMax) break;
    }
  } catch (error) {
    problem = sentenceOf(error);
  }
  await pulse.stop();
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
    detail: { rooms: pulse.done },
  });
}

/** A room that somebody moved, locked or removed meanwhile is left as it is. */
async function isTrashed(ctx: Context, roomId: string): Promise<boolean> {
  try {
    await deleteRoom(ctx, { roomId });
    return true;
  } catch (error) {
    if (error instanceof RoomkeeperError && error.code !== "unavailable") return false;
    throw error;
  }
}
