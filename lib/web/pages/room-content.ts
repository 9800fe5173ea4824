import { listRoomPeople, type RoomPersonTally } from "@/lib/match/list-room-people";
import { listRoomMatches, type MatchedFilm } from "@/lib/match/matches/list-room-matches";
import { withAllowedPosters } from "./allowed-posters";
import type { RoomVisit } from "./load-room";

const FILMS_SHOWN = 14;
const PEOPLE_SHOWN = 12;

/** What a film room's overview shows of its films and people. */
export interface MatchContent {
  films: MatchedFilm[];
  people: RoomPersonTally[];
}

/** What the overview of a room shows beside what all rooms have, by kind. `components/rooms/kinds` declares how. */
const CONTENT: Readonly<Record<string, (visit: RoomVisit) => Promise<unknown>>> = {
  match: loadMatchContent,
};

/** Loads this content; null for a kind that has none. */
export async function loadRoomContent(visit: RoomVisit): Promise<unknown> {
  return (await CONTENT[visit.room.kind]?.(visit)) ?? null;
}

async function loadMatchContent({ ctx, room }: RoomVisit): Promise<MatchContent> {
  const [films, people] = await Promise.all([
    listRoomMatches(ctx, { room, limit: FILMS_SHOWN }),
    listRoomPeople(ctx, { room }),
  ]);
  return { films: withAllowedPosters(films), people: people.slice(0, PEOPLE_SHOWN) };
}
