import { group } from "d3-array";
import type { FilmName } from "@/lib/match/film-title";
import type { ShortlistFilm, WatchedMark } from "@/lib/match/shortlist/shortlist-film";

/** A match of a group: a room, and the film that its people agreed on. */
export interface Agreement
  extends FilmName,
    Pick<
      ShortlistFilm,
      | ("posterUrl" | "linkUrl" | "trailerUrl" | "durationMs" | "genres" | "rating" | "summary")
      | ("likers" | "watched" | "isSeen")
    > {
  spaceId: string;
  roomId: string;
  roomName: string;
  ownerId: string | null;
  lockedBy: string | null;
  /** Whether the room is open. */
  isOpen: boolean;
  /** The time of the like that completed the match, in milliseconds since 1970. */
  matchedAtMs: number;
}

/** A film with every agreement on it. */
export interface AgreedFilm
  extends Omit<Agreement, "roomId" | "roomName" | "ownerId" | "lockedBy" | "isOpen"> {
  /** Identifies the film in an address. */
  key: string;
  /** The agreements on it, the newest first. Each room of a name counts once: its newest one. */
  agreements: Agreement[];
}

/** Guids of Plex name the same film in every space; other ids mean something in their space only. */
const GLOBAL_ID = /^plex:\/\//;

function keyOf({ spaceId, mediaId }: Agreement): string {
  return GLOBAL_ID.test(mediaId) ? mediaId : `${spaceId} ${mediaId}`;
}

/**
 * The films of agreements, those with the newest agreement first. `likers` are the people of all rooms, and a film is watched if it is marked
 * in one of them.
 */
export function filmsOfAgreements(agreements: readonly Agreement[]): AgreedFilm[] {
  const newestFirst = [...agreements].sort((a, b) => b.matchedAtMs - a.matchedAtMs);
  const byFilm = group(newestFirst, keyOf);
  return [...byFilm].map(([key, all]) => {
    const [newest] = all as [Agreement, ...Agreement[]];
    const named = all.find(({ title }) => title !== null) ?? newest;
    const { roomId, roomName, ownerId, lockedBy, isOpen, ...facts } = named;
    return {
      ...facts,
      key,
      likers: [...new Set(all.flatMap(({ likers }) => likers))],
      watched: lastMark(all),
      isSeen: all.some(({ isSeen }) => isSeen),
      matchedAtMs: newest.matchedAtMs,
      agreements: onePerRoom(all),
    };
  });
}

function lastMark(all: readonly Agreement[]): WatchedMark | null {
  const marks = all.flatMap(({ watched }) => watched ?? []);
  return marks.sort((a, b) => b.at.getTime() - a.at.getTime())[0] ?? null;
}

/** A room that was opened again under its name is the same group. */
function onePerRoom(newestFirst: readonly Agreement[]): Agreement[] {
  const byName = group(newestFirst, ({ spaceId, roomName }) => `${spaceId} ${roomName}`);
  return [...byName.values()].map(([newest]) => newest as Agreement);
}
