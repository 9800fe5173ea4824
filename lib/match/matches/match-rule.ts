import { compareCodePoints } from "@/lib/core/text";
import { joinRatings, type Ratings } from "@/lib/match/merge-room";
import type { SerializedRoom } from "@/lib/match/room";
import { splitRatings } from "@/lib/match/split-room";

/** A film that a room agreed on. */
export interface Match {
  mediaId: string;
  /** In a solo room, the person whose match it is; null in other rooms. */
  userName: string | null;
  /** The time of the like that completed it, milliseconds since 1970. */
  matchedAtMs: number;
  /** Everyone who likes the film now, sorted by name (by code point). */
  likedBy: string[];
}

interface Like {
  userName: string;
  atMs: number;
}

/**
 * Calculates the matches of a room, earliest first. In rooms of the types standard and async and of unknown types, a match needs two
 * likes. In unanimous rooms, everyone who has rated anything in the room must like the film. In solo rooms, every like is a match of that
 * person. The database calculates the same rows in `refresh_matches` (prisma/functions).
 */
export function matchesOf(room: Pick<SerializedRoom, "roomType" | "ratings">): Match[] {
  const ratings = joinRatings(new Map(), splitRatings(room.ratings ?? {}));
  const people = participantsOf(ratings);
  const matches = [...ratings].flatMap(([mediaId, film]) => {
    const likes = [...film]
      .filter(([, rating]) => rating.value === "like")
      .map(([userName, rating]) => ({ userName, atMs: rating.atMs }))
      .sort((a, b) => a.atMs - b.atMs);
    const likedBy = likes.map((like) => like.userName).sort(compareCodePoints);
    return completions(room.roomType, likes, people.size).map((match) => ({
      mediaId,
      ...match,
      likedBy,
    }));
  });
  return matches.sort(
    (a, b) =>
      a.matchedAtMs - b.matchedAtMs ||
      compareCodePoints(a.mediaId, b.mediaId) ||
      compareCodePoints(a.userName ?? "", b.userName ?? ""),
  );
}

/** Everyone who has a rating that was not taken back. */
export function participantsOf(ratings: Ratings): Set<string> {
  const people = new Set<string>();
  for (const film of ratings.values()) {
    for (const [userName, rating] of film) if (rating.value !== null) people.add(userName);
  }
  return people;
}

function completions(
  roomType: string | undefined,
  likes: readonly Like[],
  people: number,
): Pick<Match, "userName" | "matchedAtMs">[] {
  if (roomType === "solo") {
    return likes.map((like) => ({ userName: like.userName, matchedAtMs: like.atMs }));
  }
  const completing =
    roomType === "unanimous" ? (likes.length === people ? likes.at(-1) : undefined) : likes[1];
  return completing ? [{ userName: null, matchedAtMs: completing.atMs }] : [];
}
