import type { SerializedRoom } from "@/lib/match/room";

interface Match {
  mediaId: string;
  atMs: number;
}

/** Counts what the analytics count, but from whole documents, with loops, without a database and without shared code. */
export function countByHand(rooms: readonly SerializedRoom[], fromMs: number, toMs: number) {
  const inside = (atMs: number) => atMs >= fromMs && atMs < toMs;
  const counts = { matches: 0, ratings: 0, likes: 0, filmsRated: 0, filmsAgreed: 0 };
  const funnel = { rated: 0, ratedByTwo: 0, liked: 0, agreed: 0 };
  const people = new Set<string>();
  const roomsRated = new Set<string>();
  const matchesByDay = new Map<string, number>();
  const ratingsByHour = new Map<string, number>();
  const split = new Map<string, { likes: number; ratings: number }>();
  const roomsByFilm = new Map<string, string[]>();
  const answers = new Map<string, { common: number; same: number }>();
  const firstMatches: number[] = [];
  for (const room of rooms) {
    const matches = matchesOf(room);
    for (const { atMs } of matches.filter((match) => inside(match.atMs))) {
      counts.matches += 1;
      raise(matchesByDay, new Date(atMs).toISOString().slice(0, 10));
    }
    const openedMs = Date.parse(room.createdAt);
    const first = Math.min(...matches.map(({ atMs }) => atMs));
    if (matches.length > 0 && inside(openedMs)) firstMatches.push(first - openedMs);
    for (const [mediaId, entries] of Object.entries(room.ratings ?? {})) {
      const counted = entries.filter(([, , atMs]) => inside(atMs));
      const agreed = matches.some((match) => match.mediaId === mediaId && inside(match.atMs));
      if (agreed && room.roomType !== "solo") {
        roomsByFilm.set(mediaId, [...(roomsByFilm.get(mediaId) ?? []), room.roomName]);
      }
      if (counted.length === 0) continue;
      roomsRated.add(room.roomName);
      counts.filmsRated += 1;
      if (agreed) counts.filmsAgreed += 1;
      const likes = counted.filter(([, value]) => value === "like").length;
      const before = split.get(mediaId) ?? { likes: 0, ratings: 0 };
      split.set(mediaId, {
        likes: before.likes + likes,
        ratings: before.ratings + counted.length,
      });
      counts.ratings += counted.length;
      counts.likes += likes;
      for (const [userName, , atMs] of counted) {
        people.add(userName);
        const at = new Date(atMs);
        raise(ratingsByHour, `${(at.getUTCDay() + 6) % 7}/${at.getUTCHours()}`);
      }
      if (room.roomType === "solo") continue;
      funnel.rated += 1;
      if (counted.length < 2) continue;
      funnel.ratedByTwo += 1;
      for (const [i, [one, oneSaid]] of counted.entries()) {
        for (const [two, twoSaid] of counted.slice(i + 1)) {
          const key = JSON.stringify([one, two].sort());
          const pair = answers.get(key) ?? { common: 0, same: 0 };
          pair.common += 1;
          if ((oneSaid === "like") === (twoSaid === "like")) pair.same += 1;
          answers.set(key, pair);
        }
      }
      if (likes === 0) continue;
      funnel.liked += 1;
      if (agreed) funnel.agreed += 1;
    }
  }
  return {
    counts,
    funnel,
    people,
    roomsRated,
    matchesByDay,
    ratingsByHour,
    split,
    roomsByFilm,
    answers,
    firstMatches,
  };
}

function raise(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** The films that a room agreed on, by the rule of its type. */
function matchesOf(room: SerializedRoom): Match[] {
  const films = Object.entries(room.ratings ?? {});
  const raters = new Set(films.flatMap(([, entries]) => entries.map(([userName]) => userName)));
  return films.flatMap(([mediaId, entries]) => {
    const likedAt = entries
      .filter(([, value]) => value === "like")
      .map(([, , atMs]) => atMs)
      .sort((a, b) => a - b);
    if (room.roomType === "solo") return likedAt.map((atMs) => ({ mediaId, atMs }));
    const needed = room.roomType === "unanimous" ? raters.size : 2;
    const atMs = likedAt[needed - 1];
    return atMs === undefined ? [] : [{ mediaId, atMs }];
  });
}
