import type { AgreedView } from "@/components/agreed/agreed";
import { isDated } from "@/lib/core/moment";
import { randomFraction } from "@/lib/core/random-fraction";
import { compareCodePoints } from "@/lib/core/text";
import { type AgreedFilm, filmsOfAgreements } from "@/lib/match/agreed/agreed-film";
import {
  arrangeAgreed,
  drawAgreed,
  narrowAgreed,
  readAgreedFilter,
} from "@/lib/match/agreed/agreed-list";
import { listAgreements } from "@/lib/match/agreed/list-agreements";
import { isWatched } from "@/lib/match/shortlist/shortlist-film";
import type { Asked } from "@/lib/match/shortlist/shortlist-filter";
import { refuseRoomAction } from "@/lib/rooms/room-policy";
import { withAllowedPosters } from "./allowed-posters";
import { forPage } from "./for-page";
import { contextOf, requireViewer, whoseByDefault } from "./viewer";

/** Loads everything that was agreed on in the viewer's rooms. The address has the filter, the film of the sheet, and what to draw with. */
export async function loadAgreed(asked: Asked): Promise<AgreedView> {
  return forPage(async () => {
    const viewer = await requireViewer("/agreed");
    const ctx = contextOf(viewer);
    const isAdmin = viewer.role === "admin";
    const byDefault = whoseByDefault(viewer);
    const whose = isAdmin && asked.whose === "mine" ? "mine" : byDefault;
    const { agreements, isCut } = await listAgreements(ctx, { whose });
    const all = filmsOfAgreements(withAllowedPosters(agreements));
    const filter = readAgreedFilter(asked);
    const films = narrowAgreed(all, filter);
    const random = readFraction(asked.draw);
    const last = typeof asked.last === "string" ? asked.last : null;
    return {
      ...{ isAdmin, whose, byDefault, filter, isCut },
      counts: countsOf(all),
      rooms: namesOf(all.flatMap(({ agreements: of }) => of.map(({ roomName }) => roomName))),
      genres: namesOf(all.flatMap(({ genres }) => genres)),
      list: arrangeAgreed(films, viewer.timeZone),
      toDraw: films.filter((film) => !isWatched(film)).length,
      drawn: random === null ? null : drawAgreed(films, { random, last }),
      nextDraw: randomFraction().toFixed(6),
      asked: all.find(({ key }) => key === asked.film) ?? null,
      mayMark: (room) => refuseRoomAction(viewer.actor, "mark-watched", room) === null,
    };
  });
}

function countsOf(films: readonly AgreedFilm[]): AgreedView["counts"] {
  const rooms = new Set(
    films.flatMap(({ spaceId, agreements }) =>
      agreements.map(({ roomName }) => `${spaceId} ${roomName}`),
    ),
  );
  const watched = films.filter(isWatched).length;
  const times = films
    .flatMap(({ agreements }) => agreements.map((one) => one.matchedAtMs))
    .filter(isDated);
  return {
    films: films.length,
    rooms: rooms.size,
    watched,
    sinceMs: times.length > 0 ? Math.min(...times) : null,
  };
}

function namesOf(names: readonly string[]): string[] {
  return [...new Set(names)].sort(compareCodePoints);
}

/** A fraction in [0, 1) from an address; null for anything else. */
function readFraction(value: string | string[] | undefined): number | null {
  if (typeof value !== "string" || !/^0\.\d{1,16}$/.test(value)) return null;
  const fraction = Number(value);
  return fraction < 1 ? fraction : null;
}
