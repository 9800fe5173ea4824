import type { Context } from "@/lib/core/context";
import { takeBackMatchRating } from "@/lib/storage/match-room-appends-prisma";
import { requireScope } from "@/lib/tokens/token-policy";
import { databaseOf } from "@/lib/wire/transaction";
import { acceptWrite } from "./accept-write";
import type { RoomMetadata } from "./room";

/** Takes one rating back for good: late saves that still carry it do not revive it. Throws `not_found`, `gone` or `locked`. */
export async function takeBackRating(
  ctx: Context,
  input: { name: string; mediaId: string; userName: string },
): Promise<{ takenBack: boolean; metadata: RoomMetadata }> {
  const spaceId = requireScope(ctx.actor, "rooms:write");
  const written = await takeBackMatchRating(databaseOf(ctx), { spaceId, ...input });
  const attempt = { action: "room.take-back", spaceId, name: input.name };
  const metadata = await acceptWrite(ctx, attempt, written);
  return { takenBack: written.changed === true, metadata };
}
