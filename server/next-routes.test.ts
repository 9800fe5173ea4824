import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { API_ROUTES } from "./api-routes";
import { methodsOfNext, NEXT_ROUTES } from "./next-routes";

const ROOT = path.resolve(import.meta.dirname, "..");

/** The methods that a route file exports, with those that Next adds. */
function methodsIn(file: string): string[] {
  const text = readFileSync(path.join(ROOT, "app", "api", file), "utf8");
  const exported = ["GET", "POST", "PUT", "PATCH", "DELETE"].filter((method) =>
    new RegExp(
      `^export (?:(?:const|async function|function) ${method}\\b|\\{[^}]*\\b${method}\\b)`,
      "m",
    ).test(text),
  );
  return [
    ...exported.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method])),
    "OPTIONS",
  ];
}

test("the table holds every route file that the server does not answer itself, with its methods", () => {
  const files = readdirSync(path.join(ROOT, "app", "api"), { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === "route.ts")
    .filter((file) => !(`/api/${path.dirname(file)}` in API_ROUTES));
  const found = Object.fromEntries(
    files.map((file) => [`/api/${path.dirname(file)}`, methodsIn(file)]),
  );
  expect(files.length).toBeGreaterThan(50);
  expect(NEXT_ROUTES).toEqual(found);
});

test.each([
  ["/api/dashboard/webhooks/shown", ["POST", "OPTIONS"]],
  ["/api/dashboard/webhooks/wh_1", ["POST", "OPTIONS"]],
  ["/api/dashboard/webhooks/", null],
  ["/api/dashboard/rooms//lock", null],
  ["/api/dashboard/rooms/rm_1/paint", null],
  ["/api/dashboard/rooms/[id]/lock", ["POST", "OPTIONS"]],
  ["/api/auth/plex", ["GET", "HEAD", "OPTIONS"]],
  ["/api/auth/callback/plex", ["GET", "HEAD", "POST", "OPTIONS"]],
  ["/api/auth", null],
  ["/api/auth/", null],
  ["/api/dashboard/toString", null],
])("%s has %j", (given, methods) => {
  expect(methodsOfNext(given)).toEqual(methods);
});
