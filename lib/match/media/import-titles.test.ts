import { afterAll, beforeAll, expect, test } from "vitest";
import { POST } from "@/app/api/dashboard/titles/route";
import { getServices } from "@/lib/runtime/services";
import { ines } from "@/lib/testing/actors";
import { freshServices, SETUP } from "@/lib/testing/fresh-services";
import { recordedTitles } from "@/lib/testing/recorded-rooms";
import { signInAs, TEST_ORIGIN, useTestEnv } from "@/lib/testing/sign-in-as";
import { importTitles } from "./import-titles";

let fresh: Awaited<ReturnType<typeof freshServices>>;
beforeAll(async () => {
  fresh = await freshServices();
  useTestEnv();
});
afterAll(() => fresh.close());

async function titles(): Promise<Map<string, string>> {
  const { rows } = await getServices().pool.query<{ id: string; title: string }>(
    "select media_id as id, title from media",
  );
  return new Map(rows.map(({ id, title }) => [id, title]));
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

test("a file names every film of the recorded rooms, in several batches, and a later one renames", async () => {
  const films = [...recordedTitles()].map(([id, { title }]) => `${quoted(id)},${quoted(title)}`);
  const more = Array.from({ length: 2_500 }, (_, index) => `more-${index},Film ${index}`);
  const bytes = Buffer.from(["mediaId,title", ...films, ...more, "more-7,Seven"].join("\n"));
  const done = await importTitles(SETUP, { spaceId: fresh.spaceId, bytes });
  expect(done).toEqual({ films: films.length + 2_500, spaceName: "movies" });
  const named = await titles();
  for (const [id, { title }] of recordedTitles()) expect(named.get(id)).toBe(title);
  expect(named.get("more-7")).toBe("Seven");
  await importTitles(SETUP, {
    spaceId: fresh.spaceId,
    bytes: Buffer.from('[{"mediaId":"more-7","title":"Se7en"}]'),
  });
  expect((await titles()).get("more-7")).toBe("Se7en");
});

test("a file with a fault changes nothing, and only admins may import one", async () => {
  const before = await titles();
  const faulty = Buffer.from("mediaId,title\nmore-1,Changed\nmore-2,");
  const input = { spaceId: fresh.spaceId, bytes: faulty };
  await expect(importTitles(SETUP, input)).rejects.toThrow("Line 3: title is missing.");
  const fine = { spaceId: fresh.spaceId, bytes: Buffer.from("mediaId,title\nmore-1,Changed") };
  await expect(importTitles(ines, fine)).rejects.toMatchObject({ code: "forbidden" });
  await expect(importTitles(SETUP, { ...fine, spaceId: "sp_no" })).rejects.toMatchObject({
    code: "not_found",
  });
  expect(await titles()).toEqual(before);
});

async function upload(cookie: string, file: File | null): Promise<Response> {
  const body = new FormData();
  body.set("spaceId", fresh.spaceId);
  if (file) body.set("file", file);
  const headers = { origin: TEST_ORIGIN, cookie, accept: "application/json" };
  return POST(
    new Request(`${TEST_ORIGIN}/api/dashboard/titles`, { method: "POST", headers, body }),
  );
}

test("the form of the page says how many films are named, or what is wrong with the file", async () => {
  const { cookie } = await signInAs("1", { role: "admin" });
  const done = await upload(cookie, new File(["mediaId;title\nmore-3;Trois"], "titres.csv"));
  expect(await done.json()).toMatchObject({
    message: "1 film of “movies” has its title.",
    data: { films: 1 },
  });
  expect((await titles()).get("more-3")).toBe("Trois");
  const refused = await upload(cookie, new File(["title\nTrois"], "titres.csv"));
  expect([refused.status, (await refused.json()).detail]).toEqual([
    422,
    "The first line must name the columns, among them mediaId and title.",
  ]);
  expect((await upload(cookie, null)).status).toBe(400);
  const owner = await signInAs("7");
  expect((await upload(owner.cookie, new File(["x"], "x.csv"))).status).toBe(403);
});
