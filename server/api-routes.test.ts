import { readdir } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { API_ROUTES, findApiRoute } from "./api-routes";

async function routeFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true });
  return entries
    .filter((entry) => path.basename(entry) === "route.ts")
    .map((entry) => `/${path.join(folder, path.dirname(entry))}`.replace(/^\/app/, ""))
    .map((route) => route.replace(/\/\.$/, ""));
}

test("the table holds exactly the route files of the API and the health", async () => {
  const files = [...(await routeFiles("app/api/v1")), ...(await routeFiles("app/api/health"))];
  expect(Object.keys(API_ROUTES).sort()).toEqual(files.sort());
});

test.each([
  ["/api/v1/rooms", "/api/v1/rooms"],
  ["/api/v1/rooms/x", "/api/v1/rooms/[name]"],
  ["/api/v1/rooms/a%2Fb/ratings", "/api/v1/rooms/[name]/ratings"],
  ["/api/v1/rooms/x/y", "/api/v1/[[...path]]"],
  ["/api/v1/rooms/", "/api/v1/[[...path]]"],
  ["/api/v1", "/api/v1/[[...path]]"],
  ["/api/v1/[[...path]]", "/api/v1/[[...path]]"],
  ["/api/v1/toString", "/api/v1/[[...path]]"],
  ["/api/v1/room", "/api/v1/room"],
])("%s is answered by %s", (given, pattern) => {
  expect(findApiRoute(given)).toBe(API_ROUTES[pattern]);
});
