import { LIMITS } from "@/lib/core/limits";
import { listRoomPeople, type RoomPersonTally } from "@/lib/match/list-room-people";
import { listMatchEnds, type MatchEnd } from "@/lib/match/matches/list-match-ends";
import { listRoomMatches, type MatchedFilm } from "@/lib/match/matches/list-room-matches";
import { withAllowedPosters } from "./allowed-posters";
import { forPage } from "./for-page";
import { loadRoom, type RoomVisit } from "./load-room";

const FILMS_A_PAGE = 70;
const PAGES_MAX = 1_000;

export interface PageOfFilms {
  number: number;
  shown: string;
  first?: string;
  next?: string;
}

export interface RoomMatchesView {
  visit: RoomVisit;
  films: MatchedFilm[];
  page: PageOfFilms;
  /** The newest matches that ended, on the first page. */
  ends: MatchEnd[];
  /** In solo rooms: everybody, and whose list is shown; null elsewhere. */
  people: { all: RoomPersonTally[]; chosen: string } | null;
}

/** A room's matches by pages; in a solo room those of one person, the one with most unless asked otherwise. */
export async function loadRoomMatches(
  roomId: string,
  asked: { page?: string | string[]; person?: string | string[] },
): Promise<RoomMatchesView> {
  return forPage(async () => {
    const visit = await loadRoom(roomId, "matches");
    const { ctx, room } = visit;
    const number = Math.min(
      Math.max(Number.parseInt(String(asked.page ?? "1"), 10) || 1, 1),
      PAGES_MAX,
    );
    const all = room.roomType === "solo" ? await listRoomPeople(ctx, { room }) : [];
    const ranked = all.filter((person) => person.matches > 0);
    ranked.sort((a, b) => b.matches - a.matches);
    const chosen = ranked.find((person) => person.userName === asked.person) ?? ranked[0];
    const userName = chosen?.userName;
    const offset = (number - 1) * FILMS_A_PAGE;
    const [films, ends] = await Promise.all([
      listRoomMatches(ctx, { room, limit: FILMS_A_PAGE, offset, userName }),
      number === 1 ? listMatchEnds(ctx, { room, limit: LIMITS.matchEndsShown, userName }) : [],
    ]);
    const total = chosen ? chosen.matches : room.matchCount;
    const through = offset + films.length;
    const address = (page: number) => {
      const query = new URLSearchParams();
      if (chosen) query.set("person", chosen.userName);
      if (page > 1) query.set("page", String(page));
      return `/rooms/${room.id}/matches${query.size > 0 ? `?${query}` : ""}`;
    };
    return {
      visit,
      films: withAllowedPosters(films),
      ends,
      people: chosen ? { all: ranked, chosen: chosen.userName } : null,
      page: {
        number,
        shown: `${through} of ${total}`,
        first: number > 1 ? address(1) : undefined,
        next: films.length > 0 && through < total ? address(number + 1) : undefined,
      },
    };
  });
}
