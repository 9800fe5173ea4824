import { type HistoryPage, listRoomHistory } from "@/lib/match/list-room-history";
import { listRoomPeople, type RoomPersonTally } from "@/lib/match/list-room-people";
import { listRoomMatches, type MatchedFilm } from "@/lib/match/matches/list-room-matches";
import { withAllowedPosters } from "./allowed-posters";
import { forPage } from "./for-page";
import { loadRoom, type RoomVisit } from "./load-room";

const FILMS_SHOWN = 14;
const PEOPLE_SHOWN = 12;
const LINES_SHOWN = 12;

export interface RoomOverview {
  visit: RoomVisit;
  films: MatchedFilm[];
  people: RoomPersonTally[];
  history: HistoryPage;
  /** When people rated, in milliseconds since 1970. */
  uses: number[];
}

/** Everything on a room's first page, read side by side. */
export async function loadRoomOverview(roomId: string): Promise<RoomOverview> {
  return forPage(async () => {
    const visit = await loadRoom(roomId);
    const { ctx, room } = visit;
    const [films, people, history] = await Promise.all([
      listRoomMatches(ctx, { room, limit: FILMS_SHOWN }),
      listRoomPeople(ctx, { room }),
      listRoomHistory(ctx, { room, limit: LINES_SHOWN }),
    ]);
    const uses = history.lines
      .filter((line) => line.what === "sitting")
      .map((line) => line.at.getTime());
    return {
      visit,
      films: withAllowedPosters(films),
      people: people.slice(0, PEOPLE_SHOWN),
      history,
      uses,
    };
  });
}
