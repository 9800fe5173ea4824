import type { Page } from "@playwright/test";
import { expect, type GameServer } from "./fixtures";

/** No other test uses these people. */
export const CROWDED = { id: 90210021, username: "Wolfeschlegelsteinhausenbergerdorff_the_Elder" };
export const PERSON_WITHOUT_ROOMS = "newcomer";

const UNBROKEN = "Donaudampfschifffahrtsgesellschaft".repeat(5);
const NAMES = [
  UNBROKEN.slice(0, 160),
  "Film club of the third floor, every other Thursday after the house meeting, guests welcome",
  "ليلة الأفلام في الطابق الثالث مع كل الأصدقاء والجيران",
  "סרט טוב (really) ‏2026‏ עם חברים",
  "👨‍👩‍👧‍👦".repeat(20),
  "映画の夜をみんなで楽しむための長い名前の部屋です".repeat(3),
  "  a̷̢̛͎b̸͇̈́c̶͕̀ ‮txt.exe‬  ",
];

/** The data for the pages: a room in use with a lease, other rooms, a deleted room, and an admin's long labels. */
export interface HostileData {
  liveRoom: string;
  quietRoom: string;
  trashedRoom: string;
  /** The path of a link that shows the room in use, with first names. */
  linkPath: string;
  importId: string;
  webhookId: string;
}

/** Saves rooms whose texts are as long, unbroken or right-to-left as the API accepts. */
export async function createHostileData(
  gameServer: GameServer,
  adminPage: Page,
  baseUrl: string,
): Promise<HostileData> {
  const owner = { creatorPlexUserId: CROWDED.id, creatorPlexUsername: CROWDED.username };
  const people = [UNBROKEN.slice(0, 150), "محمد عبد الرحمن الطويل جدا", "Ann", "🦊".repeat(40)];
  const films = ["plex://movie/wide-1", "plex://movie/wide-2", `plex://movie/${"x".repeat(200)}`];
  const ratingsAt = (atMs: number) =>
    Object.fromEntries(
      films.map((film, index) => [
        film,
        people.map((name) => [name, "like", atMs - index * 1_000] as [string, string, number]),
      ]),
    );
  await send(baseUrl, gameServer.token, "PUT", "/api/v1/media", {
    items: [
      { mediaId: films[0], title: UNBROKEN.slice(0, 120), year: 1964, genres: ["Drama"] },
      { mediaId: films[1], title: "ليلة طويلة جدا في السينما القديمة", year: 2012 },
    ],
  });
  const now = Date.now();
  for (const [index, roomName] of NAMES.entries()) {
    await gameServer.saveRoom({
      ...owner,
      roomName,
      ...(index === 1 ? { password: "hush" } : {}),
      ratings: ratingsAt(index === 0 ? now - 5_000 : now - 40 * 60_000),
    });
  }
  const trashed = `Trashed ${NAMES[0]}`;
  await gameServer.saveRoom({ ...owner, roomName: trashed, ratings: ratingsAt(now - 90 * 60_000) });
  await gameServer.deleteRoom(trashed);
  const live = NAMES[0] as string;
  const held = `/api/v1/room/lease?name=${encodeURIComponent(live)}`;
  await send(baseUrl, gameServer.token, "PUT", held, {
    instance: "living-room-server-of-the-third-floor-".repeat(3).slice(0, 100),
    connections: 0,
    ttlSeconds: 300,
  });
  const liveRoom = await roomId(adminPage, live.slice(0, 60), "open");
  const picked = await adminPage.request.post(`/api/dashboard/rooms/${liveRoom}/pick-film`, {
    headers: { origin: baseUrl, accept: "application/json" },
    data: { mediaId: films[0] },
  });
  expect(picked.ok()).toBe(true);
  return {
    liveRoom,
    linkPath: await makeLink(adminPage, liveRoom),
    quietRoom: await roomId(adminPage, "ليلة الأفلام", "open"),
    trashedRoom: await roomId(adminPage, "Trashed Donau", "trash"),
    ...(await hostileAdmin(adminPage, baseUrl)),
  };
}

async function makeLink(adminPage: Page, room: string): Promise<string> {
  await adminPage.goto(`/rooms/${room}?show=link#link`);
  await adminPage.getByText("First names").click();
  await adminPage.getByRole("button", { name: "Make the link" }).click();
  const address = await adminPage.getByLabel("The link", { exact: true }).inputValue();
  return new URL(address).pathname;
}

async function send(baseUrl: string, token: string, method: string, path: string, body: object) {
  const reply = await fetch(new URL(path, baseUrl), {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(reply.ok, `${method} ${path}: ${reply.status} ${await reply.text()}`).toBe(true);
}

async function roomId(page: Page, q: string, status: string): Promise<string> {
  await page.goto(`/rooms?${new URLSearchParams({ q, status, whose: "everyone" })}`);
  const href = await page.locator('#main a[href^="/rooms/rm_"]').first().getAttribute("href");
  return (href ?? "").split("/").at(-1) ?? "";
}

/** Makes a space, a token, a webhook and an import with the longest allowed labels. */
async function hostileAdmin(page: Page, baseUrl: string) {
  const post = async (path: string, body: Record<string, unknown>) => {
    const reply = await page.request.post(path, {
      headers: { origin: baseUrl, accept: "application/json" },
      data: body,
    });
    expect(reply.ok(), `${path}: ${reply.status()} ${await reply.text()}`).toBe(true);
    return (await reply.json()).data as { id: string };
  };
  const name = `${UNBROKEN.slice(0, 40)} ${Date.now()}`;
  const space = await post("/api/dashboard/spaces", { name });
  const label = UNBROKEN.slice(0, 100);
  await post("/api/dashboard/tokens", { spaceId: space.id, label, scopes: ["rooms:read"] });
  const webhook = await post("/api/dashboard/webhooks", {
    spaceId: space.id,
    url: `http://127.0.0.1:9/${"a-very-long-path-".repeat(20)}`,
    eventTypes: ["room.deleted"],
    allowPrivate: "on",
  });
  await page.goto("/admin/data");
  await page.getByLabel("Into the space").selectOption(name);
  const buffer = Buffer.from("{ no room");
  await page.getByLabel("Files").setInputFiles([
    { name: `${UNBROKEN.slice(0, 120)}.json`, mimeType: "application/json", buffer },
    { name: "ملاحظات.json", mimeType: "application/json", buffer },
  ]);
  await page.getByRole("button", { name: "Look through it first" }).click();
  await page.waitForURL(/\/admin\/data\/./);
  return { webhookId: webhook.id, importId: page.url().split("/").at(-1) ?? "" };
}
