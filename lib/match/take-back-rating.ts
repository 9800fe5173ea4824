import type { Conditions } from "@/lib/core/conditions";
import type { RoomMetadata } from "@/lib/rooms/room";
import type { Context } from "@/lib/runtime/context";
import { databaseOf } from "@/lib/runtime/transaction";
import { requireScope } from "@/lib/tokens/token-policy";
import { acceptWrite } from "./accept-write";
import { takeBackMatchRating } from "./append-sql";
import { isRefusedAnyway, runIfConditionsMet } from "./run-if-conditions-met";

/**
 * Takes one rating back for good: late saves that still contain it do not add it again. Throws `not_found`, `gone`,
 * `locked` or `precondition_failed`.
 */
export async function takeBackRating(
  ctx: Context,
  input: { name: string; mediaId: string; userName: string; conditions?: Conditions },
): Promise<{ takenBack: boolean; metadata: RoomMetadata }> {
  const spaceId = requireScope(ctx.actor, "rooms:write");
  const { conditions, ...rating } = input;
  const room = { spaceId, name: input.name };
  return runIfConditionsMet(ctx, { conditions, room, isRefusedAnyway }, async (shared) => {
    const written = await takeBackMatchRating(databaseOf(shared), { spaceId, ...rating });
    const metadata = await acceptWrite(shared, { action: "room.take-back", ...room }, written);
    return { takenBack: written.changed === true, metadata };
  });
}
