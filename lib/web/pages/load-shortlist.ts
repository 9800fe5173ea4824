import type { TonightView } from "@/components/tonight/tonight";
import { listRoomPeople } from "@/lib/match/list-room-people";
import { listShortlistFilms } from "@/lib/match/shortlist/list-shortlist-films";
import { readPickedFilm } from "@/lib/match/shortlist/picked-film";
import { shortlistOf } from "@/lib/match/shortlist/shortlist";
import { isWatched } from "@/lib/match/shortlist/shortlist-film";
import { type Asked, readShortlistFilter } from "@/lib/match/shortlist/shortlist-filter";
import { withAllowedPosters } from "./allowed-posters";
import { loadGroupLink } from "./load-group-link";
import type { RoomVisit } from "./load-room";

/** People keep their places while they rate. */
const byName = new Intl.Collator("en");

/** Loads the shortlist of a room for its page. The address says who is here, and the filter. */
export async function loadShortlist(visit: RoomVisit, asked: Asked): Promise<TonightView> {
  const { ctx, room, facts, mayChange, isOwner, status } = visit;
  const [{ films, total }, all, picked] = await Promise.all([
    listShortlistFilms(ctx, { room }),
    listRoomPeople(ctx, { room }),
    readPickedFilm(ctx.services.pool, room),
  ]);
  const you = isOwner ? room.creatorName : null;
  const people = all.filter(({ rated }) => rated > 0).map(({ userName }) => userName);
  people.sort((a, b) => Number(b === you) - Number(a === you) || byName.compare(a, b));
  const filter = readShortlistFilter(asked, people);
  const { roomType } = room;
  const shown = withAllowedPosters(films);
  const shortlist = shortlistOf({ roomType, people, films: shown, you }, filter);
  const film = shown.find(({ mediaId }) => mediaId === picked?.mediaId);
  const sheet = shown.find(({ mediaId }) => mediaId === asked.film) ?? null;
  return {
    path: `/rooms/${room.id}`,
    ...{ roomId: room.id, roomType, people, filter, shortlist, total, asked: sheet },
    filmsRated: facts.filmsRated,
    mayChange: mayChange && status === "open",
    picked: film && picked && !isWatched(film) ? { ...picked, film } : null,
    groupLink: asked.show === "link" ? await loadGroupLink(visit) : null,
  };
}
