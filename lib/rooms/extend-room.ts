import { RoomkeeperError } from "@/lib/core/errors";
import type { Context } from "@/lib/runtime/context";
import { changeRoom } from "./change-room";
import { type ExpiryFields, type ExtensionDays, extendedRule, fieldsOfRule } from "./expiry";
import { requireOpen } from "./require-open";
import { writeRule } from "./write-rule";

export interface ExtendedRoom {
  id: string;
  name: string;
  expiresAt: Date;
  /** The previous rule, with which `setExpiry` can undo this. */
  before: ExpiryFields;
}

/**
 * Extends a room. A room with a fixed date gets a later date; for other rooms, the quiet period then ends no earlier than the new date.
 * Throws `conflict` if the room never expires, and `gone` if it is in the trash or has expired.
 */
export async function extendRoom(
  ctx: Context,
  input: { roomId: string; days: ExtensionDays; bulk?: string },
): Promise<ExtendedRoom> {
  return changeRoom(ctx, { ...input, action: "extend" }, async ({ tx, room, status }) => {
    requireOpen(status);
    const rule = extendedRule(room, input.days);
    if (!rule?.expiresAt) {
      throw new RoomkeeperError("conflict", "This room is kept for ever already.");
    }
    await writeRule(tx, room, rule);
    const before = fieldsOfRule(room);
    const result = { id: room.id, name: room.name, expiresAt: rule.expiresAt, before };
    const detail = { days: input.days, until: rule.expiresAt.toISOString(), before };
    return { result, detail };
  });
}
