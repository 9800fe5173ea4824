import { readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { callApi, roomDocument } from "@/lib/testing/api-call";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";
import { openPage, type PageOf } from "@/lib/testing/open-page";
import { signInAs, useTestEnv } from "@/lib/testing/sign-in-as";

const ROOT = import.meta.dirname;
const AHEAD = Date.parse("9999-06-30T12:00:00Z");
const PAGES = readdirSync(ROOT, { recursive: true, encoding: "utf8" })
  .filter((name) => name.startsWith("(dashboard)/") && name.endsWith("page.tsx"))
  .sort();

let api: ApiServer;
let cookie: string;
let roomId: string;
beforeAll(async () => {
  api = await startApiServer();
  useTestEnv();
  ({ cookie } = await signInAs("4711"));
  const token = await api.token();
  const ratings = {
    film: [
      ["Ann", "like", AHEAD],
      ["Bob", "like", AHEAD + 1],
    ],
  };
  const saved = await callApi(api, {
    method: "PUT",
    path: "/api/v1/room?name=ahead",
    token,
    body: roomDocument("ahead", { ratings, userProgress: {} }),
  });
  expect(saved.status).toBe(201);
  roomId = saved.json._metadata.id;
  const read = await callApi(api, { method: "GET", path: "/api/v1/room?name=ahead", token });
  expect(read.json.ratings).toEqual(ratings);
  expect(Date.parse(read.json._metadata.lastActivityAt)).toBeLessThanOrEqual(Date.now());
});
afterAll(() => api?.close());

test.each(PAGES)("%s calculates nothing with a rating of the year 9999", async (file) => {
  const page = (await import(/* @vite-ignore */ path.join(ROOT, file))).default as PageOf;
  const search = { period: "all", tz: "UTC" };
  const { text } = await openPage(page, { cookie, params: { id: roomId }, search });
  const shown = text.replaceAll(/<[^>]*>/g, " ");
  expect(shown).not.toMatch(/\d[\d,]* years/);
  // A day of that year has its year beside it, or is not shown.
  expect(shown).not.toMatch(/30 Jun(?! 9999|e 9999)/);
});
