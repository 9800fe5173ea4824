import { matchesOf } from "@/lib/match/matches/match-rule";
import type { RatingEntry, SerializedRoom } from "@/lib/match/room";
import { createChance } from "./chance";
import { FILMS } from "./films";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** What happens to a room once it is there. */
export type Fate =
  | { kind: "leaves"; inDays: number }
  | { kind: "stays" }
  | { kind: "locked"; reason: string }
  | { kind: "deleted" }
  | { kind: "expired" };

export interface SampleRoom {
  name: string;
  type: "standard" | "unanimous" | "solo" | "async";
  owner: [plexId: number, username: string];
  /** The others in the room. */
  people: string[];
  openedDaysAgo: number;
  /** On how many evenings they rated, a few days apart. */
  evenings: number;
  filmsEach: number;
  password?: string;
  genres?: string[];
  /** Who changes the answer to the newest film that two people agreed on, so that the match ends. */
  changesMind?: string;
  fate?: Fate;
  /** The simulated game server goes on rating here. */
  isLive?: boolean;
}

const MARA: SampleRoom["owner"] = [18402277, "mara_k"];
const INES: SampleRoom["owner"] = [73920018, "Ines"];
const PRIYA: SampleRoom["owner"] = [51007723, "Priya"];
const YUKI: SampleRoom["owner"] = [88120345, "Yuki"];
const ZOE: SampleRoom["owner"] = [330018264, "Zoë"];
const SVEN: SampleRoom["owner"] = [61200417, "Sven"];

// biome-ignore format: one line for each room is easier to read.
export const SAMPLE_ROOMS: SampleRoom[] = [
  { name: "Friday on the sofa", type: "standard", owner: MARA, people: ["Jonas", "Ada"], openedDaysAgo: 1, evenings: 1, filmsEach: 24, isLive: true },
  { name: "movie night!", type: "unanimous", owner: MARA, people: ["Jonas", "Ada", "Sven"], openedDaysAgo: 3, evenings: 2, filmsEach: 40, password: "popcorn", isLive: true },
  { name: "movie night?", type: "standard", owner: MARA, people: ["Lena"], openedDaysAgo: 31, evenings: 2, filmsEach: 30, fate: { kind: "leaves", inDays: 2 } },
  { name: "Solo list of Mara", type: "solo", owner: MARA, people: [], openedDaysAgo: 40, evenings: 6, filmsEach: 90, fate: { kind: "stays" } },
  { name: "Office lunch break", type: "async", owner: MARA, people: ["Tom", "Priya", "Sam", "Noor", "Eli"], openedDaysAgo: 26, evenings: 8, filmsEach: 35, isLive: true },
  { name: "100% horror", type: "standard", owner: MARA, people: ["Ravi"], openedDaysAgo: 19, evenings: 3, filmsEach: 28, genres: ["Horror", "Thriller"], changesMind: "Ravi", fate: { kind: "leaves", inDays: 5 } },
  { name: "Sunday matinee", type: "standard", owner: INES, people: ["Mia", "Grandpa Joe"], openedDaysAgo: 21, evenings: 3, filmsEach: 30 },
  { name: "family kids", type: "unanimous", owner: INES, people: ["Mia", "Leo", "Papa"], openedDaysAgo: 47, evenings: 5, filmsEach: 50, genres: ["Family", "Animation"] },
  { name: "סרטים ביום שישי", type: "standard", owner: INES, people: ["דנה", "יואב"], openedDaysAgo: 12, evenings: 2, filmsEach: 26 },
  { name: "Film club of the third floor, every other Thursday after the house meeting", type: "async", owner: PRIYA, people: ["Ben", "Chloé", "Okafor", "Mrs. Lindqvist", "Tim", "Hana"], openedDaysAgo: 52, evenings: 7, filmsEach: 45, password: "third floor" },
  { name: "🎬🍿", type: "standard", owner: PRIYA, people: ["Hana"], openedDaysAgo: 8, evenings: 1, filmsEach: 20, fate: { kind: "leaves", inDays: 6 } },
  { name: "映画の夜", type: "standard", owner: YUKI, people: ["Ken", "さくら"], openedDaysAgo: 15, evenings: 3, filmsEach: 38 },
  { name: " spaces at the ends ", type: "standard", owner: YUKI, people: ["Ken"], openedDaysAgo: 33, evenings: 1, filmsEach: 14 },
  { name: "Zoë’s birthday", type: "standard", owner: ZOE, people: ["Max", "Ines", "Ole", "Finn"], openedDaysAgo: 5, evenings: 1, filmsEach: 32, fate: { kind: "locked", reason: "Two people argued in here. Have a word, then ask for the key." } },
  { name: "<script>alert(1)</script>", type: "standard", owner: SVEN, people: ["Bobby'); DROP TABLE room;--"], openedDaysAgo: 10, evenings: 1, filmsEach: 12 },
  { name: "test", type: "standard", owner: MARA, people: ["Jonas"], openedDaysAgo: 44, evenings: 1, filmsEach: 6, fate: { kind: "deleted" } },
  { name: "Summer by the lake", type: "unanimous", owner: ZOE, people: ["Max", "Ole"], openedDaysAgo: 55, evenings: 2, filmsEach: 36, fate: { kind: "expired" } },
];

/** How likely a person is to like a film: the film's own appeal, and a taste that is theirs alone. */
export function likes(userName: string, mediaId: string): boolean {
  const appeal = createChance(mediaId)();
  const taste = createChance(`${userName}/${mediaId}`)();
  return appeal * 0.55 + taste * 0.45 > 0.56;
}

/** The films in play in a room, in the order the room goes through them. */
export function deckOf(room: Pick<SampleRoom, "name" | "genres">): string[] {
  const chance = createChance(`deck/${room.name}`);
  const wanted = room.genres;
  const inPlay = FILMS.filter(
    ({ genres = [] }) => !wanted || genres.some((genre) => wanted.includes(genre)),
  );
  return inPlay
    .map(({ mediaId }) => ({ mediaId, place: chance() }))
    .sort((a, b) => a.place - b.place)
    .map(({ mediaId }) => mediaId);
}

/** The whole document of a sample room as its game server would have saved it last; `nowMs` is milliseconds since 1970. */
export function sampleDocument(sample: SampleRoom, nowMs: number): SerializedRoom {
  const chance = createChance(sample.name);
  const openedMs = nowMs - sample.openedDaysAgo * DAY_MS;
  const people = [sample.owner[1], ...sample.people];
  const ratings: Record<string, RatingEntry[]> = {};
  const userProgress: Record<string, number> = {};
  const deck = deckOf(sample);
  for (const userName of people) {
    const count = Math.min(deck.length, Math.round(sample.filmsEach * (0.75 + chance() * 0.25)));
    for (const [index, mediaId] of deck.slice(0, count).entries()) {
      const evening = Math.floor((index / count) * sample.evenings);
      const gapMs = (sample.openedDaysAgo / (sample.evenings + 1)) * DAY_MS;
      const intoMs = (index % Math.ceil(count / sample.evenings)) * 20_000 + chance() * 15_000;
      const atMs = Math.round(Math.min(nowMs - MINUTE_MS, openedMs + evening * gapMs + intoMs));
      const list = ratings[mediaId] ?? [];
      list.push([userName, likes(userName, mediaId) ? "like" : "dislike", atMs]);
      ratings[mediaId] = list;
    }
    userProgress[userName] = count;
  }
  return {
    roomName: sample.name,
    sort: "random",
    createdAt: new Date(openedMs).toISOString(),
    creatorPlexUserId: sample.owner[0],
    creatorPlexUsername: sample.owner[1],
    roomType: sample.type,
    ...(sample.password ? { password: sample.password } : {}),
    ...(sample.genres ? { filters: [{ key: "genre", operator: "=", value: sample.genres }] } : {}),
    ratings,
    userProgress,
  };
}

/** The document once more, with one answer changed a day after the match that this ends. */
export function changedDocument(
  document: SerializedRoom,
  userName: string,
  nowMs: number,
): SerializedRoom {
  const agreed = matchesOf(document).filter(
    ({ likedBy }) => likedBy.length === 2 && likedBy.includes(userName),
  );
  const match = agreed.at(-1);
  if (!match) throw new Error(`${userName} has agreed on no film with one other person.`);
  const { mediaId, matchedAtMs } = match;
  const entries = document.ratings?.[mediaId] ?? [];
  const others = entries.filter(([name]) => name !== userName);
  const atMs = Math.min(nowMs - MINUTE_MS, matchedAtMs + DAY_MS);
  const changed: RatingEntry[] = [...others, [userName, "dislike", atMs]];
  return { ...document, ratings: { ...document.ratings, [mediaId]: changed } };
}
