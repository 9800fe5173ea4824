import type { Context } from "@/lib/core/context";
import { RoomkeeperError } from "@/lib/core/errors";
import { freshRule } from "@/lib/expiry/expiry";
import { writeRule } from "@/lib/expiry/write-rule";
import { changeRoom } from "./change-room";

export interface RestoredRoom {
  id: string;
  name: string;
  expiresAt: Date | null;
}

/**
 * Opens a room from the trash again, with all that is in it. One whose time was up gets a fresh quiet period.
 * Refuses with `name_taken` when another room of that name is open, `conflict` when this one is.
 */
export async function restoreRoom(
  ctx: Context,
  input: { roomId: string; bulk?: string },
): Promise<RestoredRoom> {
  const request = { ...input, action: "restore", takesName: true } as const;
  return changeRoom(ctx, request, async ({ tx, room, status, now }) => {
    if (status === "open") throw new RoomkeeperError("conflict", "This room is open already.");
    const other = await tx.query(
      "select 1 from room where space_id = $1 and name = $2 and trashed_at is null and id <> $3",
      [room.spaceId, room.name, room.id],
    );
    if (other.rowCount !== 0) {
      throw new RoomkeeperError(
        "name_taken",
        "Another room of that name is open. Move that one to the trash first.",
      );
    }
    await tx.query(
      `update room set trashed_at = null, trashed_by = null, trash_reason = null, purge_at = null
       where space_id = $1 and id = $2`,
      [room.spaceId, room.id],
    );
    const rule = freshRule(room, room.houseDays, room.touchedAt, now);
    await writeRule(tx, room, rule);
    return { result: { id: room.id, name: room.name, expiresAt: rule.expiresAt } };
  });
}
