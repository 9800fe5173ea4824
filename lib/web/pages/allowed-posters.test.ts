import { expect, test } from "vitest";
import { withAllowedPosters } from "./allowed-posters";

const ALLOWED = ["https://image.tmdb.org"];

test.each([
  ["an allowed origin", "https://image.tmdb.org/t/p/w500/x.jpg", true],
  ["its host in capitals", "https://IMAGE.tmdb.org/x.jpg", true],
  ["another host", "https://evil.example/x.jpg", false],
  ["a host that begins like it", "https://image.tmdb.org.evil.example/x.jpg", false],
  ["a host below it", "https://a.image.tmdb.org/x.jpg", false],
  ["plain http", "http://image.tmdb.org/x.jpg", false],
  ["another port", "https://image.tmdb.org:8443/x.jpg", false],
  ["a user name before it", "https://me@image.tmdb.org/x.jpg", false],
  ["it as a user name", "https://image.tmdb.org@evil.example/x.jpg", false],
  ["no scheme", "//image.tmdb.org/x.jpg", false],
  ["a path of ours", "/api/auth/signout", false],
  ["data", "data:image/png;base64,AAAA", false],
  ["nothing", null, false],
])("a poster at %s", (_name, posterUrl, isShown) => {
  const [film] = withAllowedPosters([{ title: "Heat", posterUrl }], ALLOWED);
  expect(film).toEqual({ title: "Heat", posterUrl: isShown ? posterUrl : null });
});

test("no poster is loaded unless its origin is allowed", () => {
  const posterUrl = "https://image.tmdb.org/x.jpg";
  expect(withAllowedPosters([{ posterUrl }], [])).toEqual([{ posterUrl: null }]);
});
