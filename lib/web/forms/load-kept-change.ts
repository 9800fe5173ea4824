import { headers } from "next/headers";
import { quoteName } from "@/lib/core/quote-name";
import { refuseRoomAction } from "@/lib/rooms/room-policy";
import { readRoomRecord } from "@/lib/rooms/room-record";
import { getServices } from "@/lib/runtime/services";
import { readPersonOfSession } from "@/lib/sessions/read-person-of-session";
import { sessionIdOf } from "@/lib/sessions/session-cookie";
import { changeText, roomIdOf } from "./change-text";
import { fieldsOf, keptChangeOf } from "./keep-for-sign-in";

/** A kept change, as a page shows it. */
export interface WaitingChange {
  /** What the change does, as a part of a sentence: delete “Attic”. */
  text: string;
  /** The person who made the change. */
  name: string;
  action: string;
  fields: [name: string, value: string][];
}

/**
 * The kept change of this browser's session, which may have ended; null if there is none. The room's name is shown only if that person may
 * see it, and not after somebody ended the session by signing out, because another person may use the browser by now.
 */
export async function loadKeptChange(): Promise<WaitingChange | null> {
  const cookieHeader = (await headers()).get("cookie");
  const kept = await keptChangeOf(cookieHeader);
  const sessionId = kept && (await sessionIdOf(cookieHeader));
  const person = sessionId ? await readPersonOfSession(getServices(), sessionId) : null;
  if (!kept || !person) return null;
  const roomId = roomIdOf(kept.action);
  const room = roomId && !person.isRevoked ? await nameOfRoom(roomId, person) : null;
  return {
    text: changeText(kept, { room: room ?? "a room" }),
    name: person.name,
    action: kept.action,
    fields: fieldsOf(kept),
  };
}

async function nameOfRoom(
  roomId: string,
  person: { id: string; name: string; role: "owner" | "admin"; banned: boolean },
): Promise<string | null> {
  const services = getServices();
  const room = await readRoomRecord(services.pool, roomId, services);
  const { id, name, role, banned } = person;
  const actor = { kind: "person", id, name, role, banned } as const;
  if (!room || refuseRoomAction(actor, "see", room)) return null;
  return quoteName(room.name);
}
