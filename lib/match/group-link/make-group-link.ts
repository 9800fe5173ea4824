import { actorIdOf } from "@/lib/core/actor";
import { RoomkeeperError } from "@/lib/core/errors";
import { newSecret } from "@/lib/core/ids";
import { changeRoom } from "@/lib/rooms/change-room";
import { requireOpen } from "@/lib/rooms/require-open";
import type { Context } from "@/lib/runtime/context";
import { type ChangedLink, endOfLink, hashOfToken, type LinkEnd, placeOfToken } from "./group-link";
import { lockLink } from "./lock-link";

/** 128 random bits, 22 characters: too many to guess, and few enough for a QR code that is read across a room. */
const TOKEN_BYTES = 16;

/**
 * Makes the link with which everybody can see the shortlist of a film room. A link that the room has already ends. The audit row has what
 * the link shows and until when, and never its token.
 * @param input.end null for the end of the link that it replaces, or tomorrow if none is on
 *
 * Throws `gone` if the room is in the trash or has expired, and `not_found` for a room
 * of another kind.
 */
export async function makeGroupLink(
  ctx: Context,
  input: { roomId: string; end: LinkEnd | null; timeZone: string; showsNames: boolean },
): Promise<ChangedLink> {
  const { roomId, end, timeZone, showsNames } = input;
  return changeRoom(ctx, { roomId, action: "make-link" }, async ({ tx, room, status, now }) => {
    requireOpen(status);
    if (room.kind !== "match") {
      throw new RoomkeeperError("not_found", "This room has no list that a link could show.");
    }
    const token = newSecret(TOKEN_BYTES);
    const sealed = ctx.services.secretBox.seal(token, placeOfToken(room));
    const former = await lockLink(tx, room, now);
    const isSame = end === null && former?.state === "on";
    const endsAt = isSame ? former.endsAt : endOfLink(end ?? "tomorrow", timeZone, now);
    await tx.query(
      `insert into room_link (space_id, room_id, token_hash, token_sealed, shows_names, made_at, made_by_id, ends_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (space_id, room_id) do update set token_hash = excluded.token_hash, token_sealed = excluded.token_sealed,
         shows_names = excluded.shows_names, made_at = excluded.made_at, made_by_id = excluded.made_by_id,
         ends_at = excluded.ends_at, off_at = null`,
      [
        ...[room.spaceId, room.id, hashOfToken(token), sealed, showsNames, now],
        ...[actorIdOf(ctx.actor), endsAt],
      ],
    );
    return {
      result: { roomId, showsNames, endsAt },
      detail: { showsNames, endsAt: endsAt.toISOString() },
    };
  });
}
