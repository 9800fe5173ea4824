import { expect, test } from "vitest";
import { mediaPutSchema } from "@/lib/match/media/media-schema";
import { addressOfGame, mediaItem } from "./media-item";

const FILM = {
  id: "plex://movie/1",
  title: "Alien",
  year: 1979,
  genres: ["Horror"],
  duration: 7_020_000,
  posterUrl: "/api/poster/0/1/2",
  linkUrl: "/api/link/0//library/metadata/1",
};

test.each([
  ["a film as Plex has it", FILM, {}],
  ["no title", { ...FILM, title: "" }, null],
  ["a title that is none", { ...FILM, title: 7 }, null],
  ["an id that is too long", { ...FILM, id: "x".repeat(600) }, null],
  ["half a surrogate pair in its title", { ...FILM, title: "\ud800" }, null],
  ["a long title", { ...FILM, title: "x".repeat(600) }, { title: "x".repeat(500) }],
  ["no year", { ...FILM, year: undefined }, { year: null }],
  ["a year of long ago", { ...FILM, year: 12 }, { year: null }],
  ["a duration that is no number", { ...FILM, duration: Number.NaN }, { durationMs: null }],
  ["genres that are none", { ...FILM, genres: [7, "", "Drama"] }, { genres: ["Drama"] }],
  [
    "a poster elsewhere",
    { ...FILM, posterUrl: "https://x.org/a.jpg" },
    { posterUrl: "https://x.org/a.jpg" },
  ],
  [
    "a poster that is no web address",
    { ...FILM, posterUrl: "javascript:alert(1)" },
    { posterUrl: "http://films/javascript:alert(1)" },
  ],
  ["no poster", { ...FILM, posterUrl: undefined }, { posterUrl: null }],
])("%s is sent so that the catalogue takes it", (_name, film, differs) => {
  const item = mediaItem(film, "http://films");
  const expected = differs && {
    ...{ mediaId: FILM.id, title: "Alien", year: 1979, genres: ["Horror"], durationMs: 7_020_000 },
    posterUrl: "http://films/api/poster/0/1/2",
    linkUrl: "http://films/api/link/0//library/metadata/1",
    ...differs,
  };
  expect(item).toEqual(expected);
  if (item) expect(mediaPutSchema.parse({ items: [item] }).items).toEqual([item]);
});

test.each([
  ["set", "http://films.example.org/", undefined, "http://films.example.org"],
  ["all addresses", undefined, { hostname: "0.0.0.0", port: 8000 }, undefined],
  ["this machine only", undefined, { hostname: "localhost", port: 8000 }, undefined],
  [
    "one address",
    undefined,
    { hostname: "192.168.1.30", port: 8000, rootPath: "/mm/" },
    "http://192.168.1.30:8000/mm",
  ],
  [
    "with a certificate",
    undefined,
    { hostname: "films", port: 443, tlsConfig: {} },
    "https://films:443",
  ],
  ["unknown", undefined, undefined, undefined],
])("the address of MovieMatch: %s", (_name, set, config, expected) => {
  expect(addressOfGame(set, config && { config })).toBe(expected);
});

test("without the address of MovieMatch, posters and links are left out", () => {
  expect(mediaItem(FILM, undefined)).toMatchObject({ posterUrl: null, linkUrl: null });
});
