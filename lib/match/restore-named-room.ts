import type { Conditions } from "@/lib/core/conditions";
import { RoomkeeperError } from "@/lib/core/errors";
import type { Context } from "@/lib/runtime/context";
import { requireScope } from "@/lib/tokens/token-policy";
import { restoreMatchRoom } from "./room-life-sql";
import { isRefusedAnyway, runIfConditionsMet } from "./run-if-conditions-met";

/**
 * Restores one incarnation from the trash, with everything in it. Conditions apply to that incarnation. Throws `not_found`, `locked`,
 * `precondition_failed`, or `name_taken` when another room of that name is open.
 */
export async function restoreNamedRoom(
  ctx: Context,
  input: { name: string; createdAt: string; conditions?: Conditions },
): Promise<void> {
  const spaceId = requireScope(ctx.actor, "rooms:delete");
  const { name, createdAt, conditions } = input;
  const room = { spaceId, name, trashedCreatedAt: createdAt };
  const verdict = await runIfConditionsMet(ctx, { conditions, room, isRefusedAnyway }, (shared) =>
    restoreMatchRoom(shared, { spaceId, name, createdAt }),
  );
  switch (verdict) {
    case "restored":
      return;
    case "name_taken":
      throw new RoomkeeperError("name_taken", "Another room of that name is open.");
    case "locked":
      throw new RoomkeeperError("locked", "This room is locked.");
    case "not_found":
      throw new RoomkeeperError("not_found", "There is no such room in the trash.");
  }
}
