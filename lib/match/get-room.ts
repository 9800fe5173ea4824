import { RoomkeeperError } from "@/lib/core/errors";
import type { Context } from "@/lib/runtime/context";
import { hasScope, requireScope } from "@/lib/tokens/token-policy";
import { goneError } from "./refuse-write";
import { metadataOf } from "./room-metadata";
import type { RoomReply } from "./room-reply";
import {
  documentOf,
  passwordPlace,
  readAbsence,
  readMatchRoom,
  type StoredRoom,
} from "./rooms-sql";

/** Returns the open room of that name in the token's space. Throws `not_found`, or `gone` with the reason. */
export async function getRoom(ctx: Context, input: { name: string }): Promise<RoomReply> {
  const spaceId = requireScope(ctx.actor, "rooms:read");
  const { pool } = ctx.services;
  const stored = await readMatchRoom(pool, spaceId, input.name);
  if (stored && !stored.expired) return replyOf(ctx, spaceId, stored);
  const reason = await readAbsence(pool, spaceId, input.name);
  if (reason !== null) throw goneError(reason);
  throw new RoomkeeperError("not_found", "There is no room of that name.");
}

/** A stored room as the API sends it. It contains the password only if the token may see it. */
export function replyOf(ctx: Context, spaceId: string, stored: StoredRoom): RoomReply {
  let password: string | undefined;
  if (stored.password_sealed !== null && hasScope(ctx.actor, "rooms:secrets")) {
    const place = passwordPlace(spaceId, stored.name, stored.created_at);
    password = ctx.services.secretBox.open(stored.password_sealed, place);
  }
  const document = documentOf(stored, password) as Omit<RoomReply, "_metadata">;
  return { ...document, _metadata: metadataOf(stored) } as RoomReply;
}
