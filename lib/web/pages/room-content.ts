import { forPage } from "./for-page";
import { loadKeptFacts } from "./load-kept-facts";
import type { RoomVisit } from "./load-room";
import { loadShortlist } from "./load-shortlist";

type Asked = Record<string, string | string[] | undefined>;

/** What the first page of a room shows, by kind. `components/rooms/kinds` declares how. */
const CONTENT: Readonly<Record<string, (visit: RoomVisit, asked: Asked) => Promise<unknown>>> = {
  match: loadShortlist,
};

/** Loads this content. The rooms of other kinds show how they are kept. */
export async function loadRoomContent(visit: RoomVisit, asked: Asked): Promise<unknown> {
  const load = CONTENT[visit.room.kind] ?? loadKeptFacts;
  return forPage(() => load(visit, asked));
}
