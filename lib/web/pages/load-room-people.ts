import { RoomkeeperError } from "@/lib/core/errors";
import { searchText } from "@/lib/core/search-text";
import { isStorableText } from "@/lib/core/text";
import { listRoomPeople, type RoomPersonTally } from "@/lib/match/list-room-people";
import {
  listRoomRatings,
  type RatingFilter,
  type RatingPage,
} from "@/lib/match/matches/list-room-ratings";
import { forPage } from "./for-page";
import { loadRoom, type RoomVisit } from "./load-room";

export interface RoomPeopleView {
  visit: RoomVisit;
  people: RoomPersonTally[];
  filter: RatingFilter;
  ratings: RatingPage;
  shown: string;
  first?: string;
  next?: string;
}

/** A room's people and one page of its ratings. A cursor that does not fit its question gives the first page. */
export async function loadRoomPeople(
  roomId: string,
  asked: Record<string, string | string[] | undefined>,
): Promise<RoomPeopleView> {
  return forPage(async () => {
    const visit = await loadRoom(roomId, "people");
    const { ctx, room } = visit;
    const film = asked.film;
    const text = (key: string) => {
      const value = asked[key];
      return typeof value === "string" && isStorableText(value) ? value : undefined;
    };
    const value = text("value");
    const filter: RatingFilter = {
      film: typeof film === "string" ? searchText(film) || undefined : undefined,
      userName: text("person") || undefined,
      value: value === "like" || value === "dislike" ? value : undefined,
    };
    const cursor = text("cursor");
    const page = (from?: string) => listRoomRatings(ctx, { room, filter, cursor: from });
    const [people, ratings] = await Promise.all([
      listRoomPeople(ctx, { room }),
      page(cursor).catch((error: unknown) => {
        if (error instanceof RoomkeeperError && error.code === "invalid_request") return page();
        throw error;
      }),
    ]);
    const query = new URLSearchParams();
    if (filter.film) query.set("film", filter.film);
    if (filter.userName) query.set("person", filter.userName);
    if (filter.value) query.set("value", filter.value);
    const address = (from?: string) => {
      const all = new URLSearchParams(query);
      if (from) all.set("cursor", from);
      return `/rooms/${room.id}/people${all.size > 0 ? `?${all}` : ""}#ratings`;
    };
    const count = ratings.items.length.toLocaleString("en-US");
    return {
      visit,
      people,
      filter,
      ratings,
      shown:
        query.size > 0
          ? `${count} shown`
          : `${count} of ${room.ratingCount.toLocaleString("en-US")}`,
      first: cursor ? address() : undefined,
      next: ratings.nextCursor ? address(ratings.nextCursor) : undefined,
    };
  });
}
