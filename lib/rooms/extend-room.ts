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
  /** The rule before, for `setExpiry` to put back. */
  before: ExpiryFields;
}

/**
 * Keeps a room longer. A room with a date of its own gets a later one; others get a floor below which no quiet period falls.
 * Refuses with `conflict` when the room is kept for ever, `gone` when it has left.
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
