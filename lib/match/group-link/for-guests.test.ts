import fc from "fast-check";
import { expect, test } from "vitest";
import { shortlistOf } from "@/lib/match/shortlist/shortlist";
import type { ShortlistFilm } from "@/lib/match/shortlist/shortlist-film";
import { runSeed } from "@/lib/testing/chance";
import { filmsOf, peopleOf, type RatedRoom, ratedRoom } from "@/lib/testing/shortlist-arbitraries";
import { forGuests } from "./for-guests";

const NO_FILTER = { here: null, length: null, genre: null, unwatched: false };
const SECRETS = ["secret-id", "secret.example", "Secretname", "secret-summary", "secret-marker"];

/** The films of a room, each with everything that a guest must not see. */
function withSecrets(room: RatedRoom): ShortlistFilm[] {
  return filmsOf(room).map((film, index) => ({
    ...film,
    mediaId: `secret-id://${film.mediaId}`,
    title: `Title ${film.mediaId}`,
    linkUrl: "https://secret.example/watch",
    trailerUrl: "https://secret.example/trailer",
    summary: "secret-summary",
    likers: film.likers.map(fullName),
    refusers: film.refusers.map(fullName),
    watched: index === 0 ? { by: "secret-marker", at: new Date(5) } : null,
    isSeen: index === 1,
  }));
}

const fullName = (name: string) => `${name} Secretname`;

/** The shelves and lists of a shortlist, as titles. */
function shapeOf(room: RatedRoom, films: readonly ShortlistFilm[], people: readonly string[]) {
  const { roomType } = room;
  const list = shortlistOf({ roomType, people, films }, NO_FILTER);
  const titles = (all: readonly ShortlistFilm[]) => all.map(({ title }) => title);
  return {
    shelves: list.shelves.map(({ missing, films: shown }) => [missing, titles(shown)]),
    nearly: list.nearly.map(({ film, waitingFor }) => [film.title, waitingFor.length]),
    stopped: list.stopped.map(({ film }) => film.title),
    watched: titles(list.watched),
  };
}

test.each([true, false])(
  "guests see the same films on the same shelves in the same order, and nothing else (names: %s)",
  (showsNames) => {
    fc.assert(
      fc.property(ratedRoom, (room) => {
        const films = withSecrets(room);
        const people = peopleOf(room).map(fullName);
        const picked = films.at(-1)?.mediaId ?? null;
        const guests = forGuests({ films, people, picked }, showsNames);
        expect(shapeOf(room, guests.films, guests.people)).toEqual(shapeOf(room, films, people));
        const text = JSON.stringify(guests);
        for (const secret of SECRETS) expect(text).not.toContain(secret);
        for (const name of ["Ann", "bob", "Zoë"]) {
          if (!showsNames) expect(text).not.toContain(name);
        }
        const pick = guests.films.find(({ mediaId }) => mediaId === guests.picked);
        expect(pick?.title).toBe(films.at(-1)?.title);
      }),
      { seed: runSeed() },
    );
  },
);

test("a film that is marked as watched and one that Plex has seen look the same", () => {
  const room = {
    roomType: "standard",
    ratings: [
      ["a", "Ann", "like", 1],
      ["b", "Ann", "like", 2],
    ],
  } as const;
  const { films } = forGuests(
    { films: withSecrets(room), people: ["Ann Secretname"], picked: null },
    true,
  );
  expect(films.map(({ watched, isSeen }) => [watched?.by, isSeen])).toEqual([
    [null, false],
    [null, false],
  ]);
});
