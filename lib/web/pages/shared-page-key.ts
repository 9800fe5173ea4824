import { getServices } from "@/lib/runtime/services";
import type { VisitHeaders } from "@/lib/runtime/visit-origin";
import { knownCookieNames } from "@/lib/sessions/cookies";
import { type NewSignIn, readNewSignIn } from "@/lib/sessions/read-new-sign-in";
import { readSession, type ValidSession } from "@/lib/sessions/read-session";
import { sessionIdOf } from "@/lib/sessions/session-cookie";

/** A page of a room. */
const ROOM_PAGE = /^\/rooms\/(rm_[0-9a-z]+)(?:\/[a-z]+)?$/;

/** The headers that Next and our pages read, beside the cookies. */
const READ_HEADERS = [
  "accept-encoding",
  "forwarded",
  "host",
  "next-router-state-tree",
  "next-url",
  "x-forwarded-host",
  "x-forwarded-proto",
];

/**
 * What the reply to an open page of a room that reads itself again depends on: the account with all that pages know of it, the address,
 * the room's row and its warnings, and the cookies other than that of the session. Requests with equal keys get equal replies, because
 * only requests of one person can have equal keys. null for every other request.
 */
export async function sharedPageKey(url: string, headers: VisitHeaders): Promise<string | null> {
  if (headers.get("rsc") !== "1" || headers.get("next-router-prefetch") !== null) return null;
  // An open page asks for all of itself with this mark; a click on a link does not.
  if (!headers.get("next-router-state-tree")?.includes("refetch")) return null;
  const [path = "", query = ""] = url.split("?");
  const roomId = ROOM_PAGE.exec(path)?.[1];
  if (!roomId) return null;
  const cookies = headers.get("cookie");
  const found = await readTogether(cookies ?? "", roomId);
  if (!found) return null;
  const { viewer, newSignIn, room } = found;
  const { sessionId: _session, ...account } = viewer;
  const asked = new URLSearchParams(query);
  asked.delete("_rsc");
  return JSON.stringify([
    ...[account, newSignIn, path, asked.toString(), room],
    otherCookies(cookies),
    READ_HEADERS.map((name) => headers.get(name)),
  ]);
}

interface Found {
  viewer: ValidSession;
  newSignIn: NewSignIn | null;
  room: string;
}

const gathered = new Map<string, Promise<Found | null>>();

/**
 * Reads who asks and the state of the room, once for all pages of a browser that ask in the same turn of the event loop. The statements
 * begin after all of these requests have arrived, so that none gets a state from before it asked.
 */
function readTogether(cookies: string, roomId: string): Promise<Found | null> {
  const name = `${roomId} ${cookies}`;
  const begun = gathered.get(name);
  if (begun) return begun;
  const asked = new Promise<Found | null>((resolve, reject) => {
    setImmediate(() => {
      gathered.delete(name);
      readFacts(cookies, roomId).then(resolve, reject);
    });
  });
  gathered.set(name, asked);
  return asked;
}

async function readFacts(cookies: string, roomId: string): Promise<Found | null> {
  const services = getServices();
  const sessionId = await sessionIdOf(cookies);
  const viewer = sessionId ? await readSession(services, sessionId) : null;
  if (!viewer || viewer.banned) return null;
  const [room, newSignIn] = await Promise.all([readState(roomId), readNewSignIn(services, viewer)]);
  return room === null ? null : { viewer, newSignIn, room };
}

/** A text that is another one after every change of the room's row or its warnings; null if there is no such room. */
async function readState(roomId: string): Promise<string | null> {
  const { rows } = await getServices().pool.query<{ state: string }>(
    `select room.xmin::text || '/' || (select count(*) from room_warning
       where room_warning.space_id = room.space_id and room_warning.room_id = room.id)::text as state
     from room where room.id = $1`,
    [roomId],
  );
  return rows[0]?.state ?? null;
}

function otherCookies(header: string | null): string[] {
  const ofSession = knownCookieNames("session");
  const pairs = (header ?? "").split(";").map((pair) => pair.trim());
  return pairs.filter((pair) => !ofSession.includes(pair.split("=")[0] ?? ""));
}
