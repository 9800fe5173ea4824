import type { TonightView } from "@/components/tonight/tonight";
import { randomFraction } from "@/lib/core/ids";
import { listRoomPeople } from "@/lib/match/list-room-people";
import { listShortlistFilms } from "@/lib/match/shortlist/list-shortlist-films";
import { pickFilm } from "@/lib/match/shortlist/pick-film";
import { shortlistOf } from "@/lib/match/shortlist/shortlist";
import { readShortlistFilter } from "@/lib/match/shortlist/shortlist-filter";
import { withAllowedPosters } from "./allowed-posters";
import type { RoomVisit } from "./load-room";

/** People keep their places while they rate. */
const byName = new Intl.Collator("en");

type Asked = Record<string, string | string[] | undefined>;

/** Loads the shortlist of a room for its page. The address says who is here, the filter, and with which random number to draw a film. */
export async function loadShortlist(
  { ctx, room, facts, mayChange, isOwner, status }: RoomVisit,
  asked: Asked,
): Promise<TonightView> {
  const [{ films, total }, all] = await Promise.all([
    listShortlistFilms(ctx, { room }),
    listRoomPeople(ctx, { room }),
  ]);
  const you = isOwner ? room.creatorName : null;
  const people = all.filter(({ rated }) => rated > 0).map(({ userName }) => userName);
  people.sort((a, b) => Number(b === you) - Number(a === you) || byName.compare(a, b));
  const filter = readShortlistFilter(asked, people);
  const { roomType } = room;
  const shown = withAllowedPosters(films);
  const shortlist = shortlistOf({ roomType, people, films: shown, you }, filter);
  const random = readFraction(asked.draw);
  const toDraw = shortlist.shelves.flatMap((shelf) => shelf.films);
  const last = typeof asked.last === "string" ? asked.last : null;
  const sheet = shown.find(({ mediaId }) => mediaId === asked.film) ?? null;
  return {
    path: `/rooms/${room.id}`,
    ...{ roomId: room.id, roomType, people, filter, shortlist, total, asked: sheet },
    filmsRated: facts.filmsRated,
    mayChange: mayChange && status === "open",
    picked: random === null ? null : pickFilm(toDraw, shortlist.company, { random, last }),
    nextDraw: randomFraction().toFixed(6),
  };
}

/** A fraction in [0, 1) from an address; null for anything else. */
function readFraction(value: string | string[] | undefined): number | null {
  if (typeof value !== "string" || !/^0\.\d{1,16}$/.test(value)) return null;
  const fraction = Number(value);
  return fraction < 1 ? fraction : null;
}
