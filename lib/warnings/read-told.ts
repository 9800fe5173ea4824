import type { Context } from "@/lib/runtime/context";

/** How the owner of a room was told that it leaves at its present time. */
export interface Told {
  roomId: string;
  warnedAt: Date;
  /** When the owner saw it in the overview. */
  seenAt: Date | null;
  /** Null if no mail was made. */
  mailState: "pending" | "sending" | "sent" | "dropped" | "failed" | null;
  mailAt: Date | null;
  /** Of the messages to the owner's browsers: sent if one was taken, else pending, sending or failed. Null if none was made or all were dropped. */
  pushState: "pending" | "sending" | "sent" | "failed" | null;
  pushAt: Date | null;
}

/**
 * Reads how the owners of rooms were told, by the id of the room. Rooms that were not announced to leave at their present time are
 * missing. The caller has read the rooms, and so may see them.
 */
export async function readTold(
  ctx: Context,
  roomIds: readonly string[],
): Promise<ReadonlyMap<string, Told>> {
  if (roomIds.length === 0) return new Map();
  const { rows } = await ctx.services.pool.query<Told>(
    `select room.id as "roomId", warning.warned_at as "warnedAt", warning.seen_at as "seenAt", mail.state as "mailState",
       mail.finished_at as "mailAt", push.state as "pushState", push.finished_at as "pushAt"
     from room join room_warning warning on warning.space_id = room.space_id and warning.room_id = room.id
       and warning.leaves_at = room.expires_at
     left join warning_mail mail on mail.space_id = warning.space_id and mail.room_id = warning.room_id
       and mail.leaves_at = warning.leaves_at
     left join lateral (
       select state, finished_at from warning_push one where one.space_id = warning.space_id
         and one.room_id = warning.room_id and one.leaves_at = warning.leaves_at and one.state <> 'dropped'
       order by array_position(array['sent', 'sending', 'pending', 'failed'], one.state), one.finished_at limit 1
     ) push on true
     where room.id = any ($1) and room.trashed_at is null`,
    [roomIds],
  );
  return new Map(rows.map((told) => [told.roomId, told]));
}
