import type { Context } from "@/lib/core/context";
import { appendMatchRatings } from "@/lib/storage/match-room-appends-prisma";
import { requireScope } from "@/lib/tokens/token-policy";
import { databaseOf } from "@/lib/wire/transaction";
import { acceptWrite } from "./accept-write";
import type { RatingEntry, RoomMetadata } from "./room";

export interface RatingsAppend {
  name: string;
  /** Checked; see `parseRatingsAppend`. */
  ratings: Record<string, RatingEntry[]>;
  userProgress?: Record<string, number>;
  /** Narrows it to one incarnation; absent means whichever is open. */
  createdAt?: string;
}

/** Joins ratings alone into the open room. Throws `not_found`, `gone` or `locked`. */
export async function appendRatings(ctx: Context, input: RatingsAppend): Promise<RoomMetadata> {
  const spaceId = requireScope(ctx.actor, "rooms:write");
  const written = await appendMatchRatings(databaseOf(ctx), { spaceId, ...input });
  return acceptWrite(ctx, { action: "room.rate", spaceId, name: input.name }, written);
}
