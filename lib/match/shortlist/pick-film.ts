import { createdByOf } from "@/lib/core/actor";
import { RoomkeeperError } from "@/lib/core/errors";
import { randomFraction } from "@/lib/core/random-fraction";
import type { FilmName } from "@/lib/match/film-title";
import { listRoomPeople } from "@/lib/match/list-room-people";
import { changeRoom, type RoomChange } from "@/lib/rooms/change-room";
import { requireOpen } from "@/lib/rooms/require-open";
import type { Context } from "@/lib/runtime/context";
import { drawFilm } from "./draw-film";
import { eveningEnd } from "./evening-end";
import { listShortlistFilms } from "./list-shortlist-films";
import { type KeptLot, readPickedFilm } from "./picked-film";
import { shortlistOf } from "./shortlist";
import { isWatched, type ShortlistFilm } from "./shortlist-film";
import { type Asked, readShortlistFilter, type ShortlistFilter } from "./shortlist-filter";

export interface PickRequest {
  roomId: string;
  /** The film to pick; without it one is drawn by lot. */
  mediaId?: string;
  /** Out of which films to draw, as the address of the shortlist says it. */
  asked?: Asked;
  /** The zone at whose noon the evening is over. */
  timeZone: string;
  /** A fraction in [0, 1) to draw with. */
  random?: number;
}

/** A film that was picked, and the list that it was picked from. */
export interface PickReply extends FilmName {
  roomId: string;
  filter: ShortlistFilter;
  lot: KeptLot | null;
}

/**
 * Picks the film that a room's people watch tonight: the given one, or one by lot out of the films agreed on. It replaces the film that was
 * picked before, which is drawn again only if there is no other. It stays picked until noon. Ratings, matches and the room's version do
 * not change. Throws `not_found` if nobody in the room likes the film, `conflict` if it is watched or if there is no film to draw, and
 * `gone` if the room is in the trash or has expired.
 */
export async function pickFilm(ctx: Context, request: PickRequest): Promise<PickReply> {
  const { roomId, timeZone } = request;
  return changeRoom(ctx, { roomId, action: "pick-film" }, async (change) => {
    requireOpen(change.status);
    const { room, tx, now } = change;
    const picked = await choose(ctx, change, request);
    const { film, lot } = picked;
    await tx.query(
      `insert into room_picked_film (space_id, room_id, media_id, picked_at, ends_at, picked_by, picked_by_id, lot)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (space_id, room_id) do update set media_id = excluded.media_id, picked_at = excluded.picked_at,
         ends_at = excluded.ends_at, picked_by = excluded.picked_by, picked_by_id = excluded.picked_by_id, lot = excluded.lot`,
      [
        ...[room.spaceId, room.id, film.mediaId, now],
        new Date(eveningEnd(timeZone, now.getTime())),
        ...createdByOf(ctx.actor),
        lot && JSON.stringify(lot),
      ],
    );
    const { mediaId, title, year } = film;
    return { result: { roomId: room.id, mediaId, title, year, filter: picked.filter, lot } };
  });
}

interface Choice {
  film: ShortlistFilm;
  lot: KeptLot | null;
  filter: ShortlistFilter;
}

/** The film that was asked for, or one by lot. */
async function choose(
  ctx: Context,
  { tx, room }: RoomChange,
  { mediaId, asked = {}, random = randomFraction() }: PickRequest,
): Promise<Choice> {
  const { films } = await listShortlistFilms(ctx, { room, db: tx });
  const all = await listRoomPeople(ctx, { room, db: tx });
  const people = all.filter(({ rated }) => rated > 0).map(({ userName }) => userName);
  const filter = readShortlistFilter(asked, people);
  if (mediaId !== undefined) {
    const film = films.find((one) => one.mediaId === mediaId);
    if (!film) {
      throw new RoomkeeperError("not_found", "Nobody in this room said yes to that film.");
    }
    if (isWatched(film)) throw new RoomkeeperError("conflict", "This film is watched.");
    return { film, lot: null, filter };
  }
  const { roomType } = room;
  const { shelves, company } = shortlistOf({ roomType, people, films }, filter);
  const last = (await readPickedFilm(tx, room))?.mediaId ?? null;
  const drawn = drawFilm(
    shelves.flatMap((shelf) => shelf.films),
    company,
    { random, last },
  );
  if (!drawn) throw new RoomkeeperError("conflict", "There is no film to draw.");
  const { film, outOf, missing, isRepeated } = drawn;
  const here = company.here.size;
  return {
    film,
    filter,
    lot: { outOf, missing, isRepeated, here, isEverybody: here === people.length },
  };
}
