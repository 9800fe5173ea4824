import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { DivisiveFilms } from "@/components/charts/divisive-films";
import { TopFilms } from "@/components/charts/top-films";
import { FilmPosters } from "@/components/matches/film-posters";
import { JustAgreed } from "./just-agreed";

const film = { mediaId: "plex://movie/5d7760f35032c938df381a71", title: null, year: null };
const posters = { genres: [], posterUrl: null };
const match = { ...film, ...posters, roomId: "r", roomName: "sci-fi", userName: "" };

test.each([
  ["the overview", <JustAgreed key="a" matches={[{ ...match, matchedAt: new Date(0) }]} />],
  ["the top films", <TopFilms key="b" films={[{ ...film, rooms: [], likes: 2 }]} />],
  ["the divisive films", <DivisiveFilms key="c" films={[{ ...film, likes: 2, passes: 1 }]} />],
  [
    "a room's matches",
    <FilmPosters
      key="d"
      films={[{ ...film, ...posters, likers: ["Ann"], matchedAtMs: 0 } as never]}
      now={new Date(0)}
    />,
  ],
])("%s: a film without a title has its short id", (_where, shown) => {
  const text = renderToStaticMarkup(shown).replace(/<[^>]+>/g, " ");
  expect(text).toContain("Film 5d77…1a71");
  expect(text).not.toContain("Untitled");
});
