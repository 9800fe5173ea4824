import { expect, test } from "vitest";
import { filmTitle } from "./film-title";

test.each([
  ["plex://movie/5d7760f35032c938df381a71", "Inception", "Inception"],
  ["plex://movie/5d7760f35032c938df381a71", null, "Film 5d77…1a71"],
  ["com.plexapp.agents.imdb://tt0078788?lang=en", null, "IMDb tt0078788"],
  ["com.plexapp.agents.themoviedb://603?lang=de", null, "TMDB 603"],
  ["com.plexapp.agents.none://abc", null, "none abc"],
  ["local", null, "Film local"],
  ["", null, "Film "],
])("%s, titled %s, is called %s", (mediaId, title, expected) => {
  expect(filmTitle({ mediaId, title })).toBe(expected);
});
