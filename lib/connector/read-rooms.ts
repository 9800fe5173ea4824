import type { ErrorDetails } from "@/lib/core/errors";
import type { SerializedRoom } from "@/lib/match/room";
import { withoutMetadata } from "@/lib/storage/match/http-scan";
import { codeOf } from "./error-code";
import { joinDocuments } from "./join-documents";
import type { Link, Remote } from "./link";

/** A room that Roomkeeper stores. */
export interface KnownRoom {
  room: SerializedRoom;
  isLocked: boolean;
  /** Whether it has a password that this token may not read, so that it cannot be opened. */
  isPasswordHidden: boolean;
}

/** The rooms that are read at the start, newest activity first. Older ones are read when somebody joins them. */
const ROOMS_MAX = 1_000;
const PAGE = "100";
const READ_MS = 3_000;

type Document = SerializedRoom & { _metadata?: { locked?: boolean } };
interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** Reads the rooms of the space. What waits for Roomkeeper is part of them. */
export async function readRooms(link: Link): Promise<KnownRoom[]> {
  const { remote } = link;
  if (!remote) return (await link.listRooms()).map((room) => knownOf(room));
  const known = new Map<string, KnownRoom>();
  const hides = !(await seesPasswords(remote));
  let cursor: string | null = null;
  do {
    const query: Record<string, string> = { limit: PAGE, ...(cursor === null ? {} : { cursor }) };
    const page: Page<Document> = await getPage(remote, { ...query, view: "document" });
    const hidden = hides ? await withPassword(remote, query) : new Set<string>();
    for (const item of page.items) {
      const isHidden = item.password === undefined && hidden.has(item.roomName);
      known.set(item.roomName, knownOf(item, isHidden));
    }
    cursor = page.nextCursor;
  } while (cursor !== null && known.size < ROOMS_MAX);
  for (const room of link.waitingRooms()) {
    known.set(room.roomName, withWaiting(known.get(room.roomName), room));
  }
  return [...known.values()];
}

/**
 * Reads one room as it is now; null if there is none. Rejects if Roomkeeper does not answer within a few seconds, because somebody waits to
 * join.
 */
export async function readRoom(link: Link, name: string): Promise<KnownRoom | null> {
  const { remote } = link;
  if (!remote) {
    const room = (await link.listRooms()).find(({ roomName }) => roomName === name);
    return room ? knownOf(room) : null;
  }
  const stored = await getDocument(remote, name);
  const waiting = link.waitingRoom(name);
  if (!stored) return waiting && knownOf(waiting);
  const isHidden =
    stored.password === undefined &&
    !(await seesPasswords(remote)) &&
    (await withPassword(remote, { q: name.slice(0, 200), limit: PAGE })).has(name);
  const known = knownOf(stored, isHidden);
  return waiting ? withWaiting(known, waiting) : known;
}

/** The stored room, merged with the document that waits to be sent. */
export function withWaiting(stored: KnownRoom | undefined, waiting: SerializedRoom): KnownRoom {
  if (!stored) return knownOf(waiting);
  const room = joinDocuments(stored.room, waiting);
  return room === waiting ? knownOf(waiting) : { ...stored, room };
}

/** Why a room is not there any more: deleted, expired, replaced or purged. */
export async function readAbsence({ api }: Remote, name: string): Promise<string> {
  try {
    await api.call({ method: "GET", path: "/room", query: { name } });
  } catch (error) {
    const { details } = error as { details?: ErrorDetails };
    if (details?.reason) return details.reason;
  }
  return "deleted";
}

async function getDocument(remote: Remote, name: string): Promise<Document | null> {
  try {
    const signal = AbortSignal.any([remote.signal, AbortSignal.timeout(READ_MS)]);
    const { body } = await remote.api.call({
      method: "GET",
      path: "/room",
      query: { name },
      signal,
    });
    return body as Document;
  } catch (error) {
    if (["not_found", "gone"].includes(codeOf(error))) return null;
    throw error;
  }
}

async function getPage<T>(remote: Remote, query: Record<string, string>): Promise<Page<T>> {
  const { body } = await remote.api.call({ method: "GET", path: "/rooms", query });
  return body as Page<T>;
}

async function withPassword(remote: Remote, query: Record<string, string>): Promise<Set<string>> {
  type Summary = { roomName: string; hasPassword: boolean };
  const { items } = await getPage<Summary>(remote, { ...query, view: "summary" });
  return new Set(items.flatMap((item) => (item.hasPassword ? [item.roomName] : [])));
}

async function seesPasswords(remote: Remote): Promise<boolean> {
  return (await remote.scopes())?.includes("rooms:secrets") ?? false;
}

function knownOf(item: Document, isPasswordHidden = false): KnownRoom {
  const isLocked = item._metadata?.locked === true;
  return { room: withoutMetadata(item), isLocked, isPasswordHidden };
}
