import { headers } from "next/headers";
import { quoteName } from "@/lib/rooms/quote-name";
import { refuseRoomAction } from "@/lib/rooms/room-policy";
import { readRoomRecord } from "@/lib/rooms/room-record";
import { readPersonOfSession } from "@/lib/sessions/read-person-of-session";
import { sessionIdOf } from "@/lib/sessions/session-cookie";
import { processContext } from "@/lib/wire/process-context";
import { changeWords, roomIdOf } from "./change-words";
import { fieldsOf, keptChangeOf } from "./keep-for-sign-in";

/** A change that waits, as a page shows it. */
export interface WaitingChange {
  /** What it would do, to be read within a sentence: delete “Attic”. */
  words: string;
  /** Whose it is. */
  name: string;
  action: string;
  fields: [name: string, value: string][];
}

/**
 * The change that waits in the session of this browser, living or ended; null when there is none. A room is named to whoever might
 * see it, and to nobody whose session was ended on purpose: that browser may be another's by now.
 */
export async function loadKeptChange(): Promise<WaitingChange | null> {
  const cookieHeader = (await headers()).get("cookie");
  const kept = await keptChangeOf(cookieHeader);
  const sessionId = kept && (await sessionIdOf(cookieHeader));
  const person = sessionId ? await readPersonOfSession(sessionId) : null;
  if (!kept || !person) return null;
  const roomId = roomIdOf(kept.action);
  const room = roomId && !person.isRevoked ? await nameOfRoom(roomId, person) : null;
  return {
    words: changeWords(kept, { room: room ?? "a room" }),
    name: person.name,
    action: kept.action,
    fields: fieldsOf(kept),
  };
}

async function nameOfRoom(
  roomId: string,
  person: { id: string; name: string; role: "owner" | "admin"; banned: boolean },
): Promise<string | null> {
  const room = await readRoomRecord(processContext().pool, roomId);
  const { id, name, role, banned } = person;
  const actor = { kind: "person", id, name, role, banned } as const;
  if (!room || refuseRoomAction(actor, "see", room)) return null;
  return quoteName(room.name);
}
