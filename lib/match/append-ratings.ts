import type { Conditions } from "@/lib/core/conditions";
import type { RoomMetadata } from "@/lib/rooms/room";
import type { Context } from "@/lib/runtime/context";
import { databaseOf } from "@/lib/runtime/transaction";
import { requireScope } from "@/lib/tokens/token-policy";
import { acceptWrite } from "./accept-write";
import { appendMatchRatings } from "./append-sql";
import type { RatingEntry } from "./room";
import { isRefusedAnyway, runIfConditionsMet } from "./run-if-conditions-met";

export interface RatingsAppend {
  name: string;
  /** Validated by `parseRatingsAppend`. */
  ratings: Record<string, RatingEntry[]>;
  userProgress?: Record<string, number>;
  /** Only this incarnation may be written. Without it, the open one is. */
  createdAt?: string;
  conditions?: Conditions;
}

/** Merges ratings into the open room without a document. Throws `not_found`, `gone`, `locked`, `precondition_failed` or `disk_full`. */
export async function appendRatings(ctx: Context, input: RatingsAppend): Promise<RoomMetadata> {
  const spaceId = requireScope(ctx.actor, "rooms:write");
  ctx.services.disk.requireSpace();
  const { conditions, ...append } = input;
  const room = { spaceId, name: input.name };
  return runIfConditionsMet(ctx, { conditions, room, isRefusedAnyway }, async (shared) => {
    const written = await appendMatchRatings(databaseOf(shared), { spaceId, ...append });
    return acceptWrite(shared, { action: "room.rate", ...room }, written);
  });
}
