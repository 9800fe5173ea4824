import type { Actor } from "@/lib/core/actor";
import { RoomkeeperError } from "@/lib/core/errors";
import { expireRoom } from "@/lib/rooms/expire-room";
import { extendRoom } from "@/lib/rooms/extend-room";
import type { Context } from "@/lib/runtime/context";
import { asOne } from "@/lib/runtime/transaction";
import { type LinkedMail, readMailLink } from "./read-mail-link";

const NOT_OPEN: Record<Exclude<LinkedMail["state"], "open">, string> = {
  used: "A link of this mail was used already.",
  late: "The room has left.",
  moved: "The room leaves at another time now.",
  lost: "The room has another owner now.",
};

/**
 * Does what a link of a mail is for, once, as the owner to whom the mail went: keeps the room for another month, or moves it to the trash.
 * Throws `not_found` for a link that this installation did not make, and `conflict` if a link of the mail was used already, or if the room
 * has left or leaves at another time.
 */
export async function followMailLink(
  ctx: Context,
  input: { code: string; act: "keep" | "let-go" },
): Promise<{ roomName: string }> {
  const known = await readMailLink(ctx, input.code);
  if (!known) throw new RoomkeeperError("not_found", "This link leads nowhere.");
  return asOne(ctx, async (one) => {
    const { db } = one.transaction;
    // The room's row first, as everybody does who changes it. Of two clicks at once, the second waits here and then finds the link used.
    await db.query("select 1 from room where id = $1 for no key update", [known.roomId]);
    const used = await db.query(
      `update warning_mail mail set used_at = clock_timestamp(), used_for = $2 from room
       where mail.id = $1 and mail.used_at is null and room.space_id = mail.space_id and room.id = mail.room_id
         and room.expires_at = mail.leaves_at and room.owner_id = mail.person_id and is_open(room, clock_timestamp())`,
      [known.id, input.act],
    );
    if (used.rowCount !== 1 || known.state === "lost") throw await refusal(ctx, input.code);
    const { personId: id, personName: name } = known;
    const actor: Actor = { kind: "person", id, name, role: "owner", banned: false };
    const { roomId } = known;
    const as: Context = { ...one, actor };
    if (input.act === "keep") await extendRoom(as, { roomId, days: 30 });
    else await expireRoom(as, { roomId });
    return { roomName: known.roomName };
  });
}

async function refusal(ctx: Context, code: string): Promise<RoomkeeperError> {
  const state = (await readMailLink(ctx, code))?.state ?? "late";
  return new RoomkeeperError("conflict", NOT_OPEN[state === "open" ? "used" : state]);
}
