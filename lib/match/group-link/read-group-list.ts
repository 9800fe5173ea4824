import { LIMITS } from "@/lib/core/limits";
import { createShortCache } from "@/lib/core/short-cache";
import { readPickedFilm } from "@/lib/match/shortlist/picked-film";
import { readShortlistFilms } from "@/lib/match/shortlist/read-shortlist-films";
import type { Services } from "@/lib/runtime/services";
import { forGuests, type ListOfRoom } from "./for-guests";
import type { OpenLink } from "./read-group-link";

/** The list of a room as its link shows it. */
export interface GroupList extends ListOfRoom {
  roomType: string;
  showsNames: boolean;
  /** How many films with likes the room has. */
  total: number;
  filmsRated: number;
}

/** Guests who look at the same list at the same time share it. It is read after the tag, so it is never older than its tag. */
const shared = createShortCache<GroupList>({
  keptMs: LIMITS.guestListKeptMs,
  entriesMax: LIMITS.guestListsKeptMax,
});

/** Reads the list that a link shows. @param link from `readGroupLink` */
export function readGroupList(services: Services, link: OpenLink): Promise<GroupList> {
  return shared.get(link.tag, () => readList(services, link));
}

async function readList({ pool }: Services, link: OpenLink): Promise<GroupList> {
  const { spaceId, roomId, roomType, showsNames } = link;
  const [{ films, total }, people, rated, picked] = await Promise.all([
    readShortlistFilms(pool, { spaceId, id: roomId }),
    pool.query<{ name: string }>(
      `select user_name as name from room_person where space_id = $1 and room_id = $2 and rating_count > 0
       order by user_name collate "C" limit $3`,
      [spaceId, roomId, LIMITS.peoplePerRoomMax],
    ),
    pool.query<{ films: number }>(
      `select count(distinct media_id)::int as films from room_rating
       where space_id = $1 and room_id = $2 and value is not null`,
      [spaceId, roomId],
    ),
    readPickedFilm(pool, { spaceId, id: roomId }),
  ]);
  const list = {
    films,
    people: people.rows.map(({ name }) => name),
    picked: picked?.mediaId ?? null,
  };
  const filmsRated = rated.rows[0]?.films ?? 0;
  return { ...forGuests(list, showsNames), roomType, showsNames, total, filmsRated };
}
