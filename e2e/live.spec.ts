import type { Page } from "@playwright/test";
import { expect, type GameServer, test } from "./fixtures";

const PEOPLE = {
  desktop: { creatorPlexUserId: 90210031, creatorPlexUsername: "landing" },
  phone: { creatorPlexUserId: 90210032, creatorPlexUsername: "terrace" },
} as const;

const ownerOf = (project: string) => PEOPLE[project === "phone" ? "phone" : "desktop"];

type Ratings = Record<string, [string, string, number][]>;

interface Owner {
  creatorPlexUserId: number;
  creatorPlexUsername: string;
}

/** A room whose people answer one film after the other. Each `rate` is a save with one more answer, whose film it returns. */
function openRoom(
  gameServer: GameServer,
  project: string,
  name: string,
  owner: Owner = ownerOf(project),
) {
  const roomName = `${name} ${project}`;
  const createdAt = new Date(Date.now() - 60 * 60_000).toISOString();
  const ratings: Ratings = {};
  let films = 0;
  return {
    roomName,
    async rate(person: string): Promise<string> {
      films += 1;
      const film = `Film f${films}`;
      ratings[`live://f${films}`] = [[person, "like", Date.now()]];
      await gameServer.saveRoom({ ...owner, roomName, createdAt, ratings, roomType: "solo" });
      return film;
    },
  };
}

async function goToRoom(page: Page, roomName: string): Promise<string> {
  await page.goto(`/rooms?${new URLSearchParams({ q: roomName })}`);
  const link = page.locator("#main").getByRole("link", { name: roomName }).first();
  const address = (await link.getAttribute("href")) ?? "";
  await page.goto(address);
  return address;
}

/** Waits until the page hears of changes. */
async function isLive(page: Page): Promise<void> {
  await expect(page.locator("[data-live]").first()).toHaveText(/^(?:Live|.+ said )/);
}

const line = (page: Page) => page.locator("[data-live]").first();

test("a room says what happens in it, and nothing that somebody is doing is disturbed", async ({
  page,
  context,
  signIn,
  gameServer,
  checkAccessibility,
}, { project }) => {
  const room = openRoom(gameServer, project.name, "Watched");
  await room.rate("Noor");
  await signIn(ownerOf(project.name).creatorPlexUsername);
  const address = await goToRoom(page, room.roomName);
  await isLive(page);

  const first = await room.rate("Tom");
  await expect(line(page)).toHaveText(`Tom said yes to ${first}`);
  // The news is announced, and after a while the line says again how the room is used.
  await expect(page.getByRole("status").filter({ hasText: "Tom said yes" })).toHaveCount(1);
  await checkAccessibility();
  await expect(line(page)).toHaveText(/^Live, /);

  await page.goto(`${address}/stay`);
  await isLive(page);
  await page.getByRole("link", { name: "Pick a date" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  const readings = () =>
    page.evaluate(
      () =>
        performance.getEntriesByType("resource").filter(({ name }) => name.includes("_rsc="))
          .length,
    );
  const before = await readings();
  // The other tab shows when both have heard of the change.
  const other = await context.newPage();
  await other.goto(address);
  await isLive(other);
  await room.rate("Sam");
  await expect(line(other)).toHaveText(/^Sam said yes to /);
  await other.close();
  expect(await readings()).toBe(before);
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(line(page)).toHaveText(/^Sam said yes to /);

  await page.evaluate(() => scrollTo(0, 40));
  const heading = page.getByRole("heading", { level: 1 });
  await heading.evaluate((node) => getSelection()?.selectAllChildren(node));
  const scrolled = await page.evaluate(() => scrollY);
  await room.rate("Mia");
  await expect(line(page)).toHaveText(/^Mia said yes to /);
  expect(await page.evaluate(() => getSelection()?.toString())).toContain("Watched");
  expect(await page.evaluate(() => scrollY)).toBe(scrolled);
  await gameServer.deleteRoom(room.roomName);
  await expect(page.getByText("In the trash").first()).toBeVisible();
});

test("two tabs agree after they were offline, and say since when they were not live", async ({
  page,
  context,
  signIn,
  gameServer,
  allowConsoleErrors,
}, { project }) => {
  allowConsoleErrors(/ERR_INTERNET_DISCONNECTED/);
  const room = openRoom(gameServer, project.name, "Two tabs");
  await room.rate("Noor");
  await signIn(ownerOf(project.name).creatorPlexUsername);
  const address = await goToRoom(page, room.roomName);
  await isLive(page);
  const other = await context.newPage();
  await other.goto(address);
  await isLive(other);
  const both = await room.rate("Tom");
  for (const tab of [page, other]) await expect(line(tab)).toHaveText(`Tom said yes to ${both}`);

  await context.setOffline(true);
  for (const tab of [page, other]) await expect(line(tab)).toHaveText(/^Not live since \d\d:\d\d$/);
  const missed = await room.rate("Sam");
  await room.rate("Sam");
  const last = await room.rate("Mia");
  expect(last).not.toBe(missed);
  await context.setOffline(false);
  for (const tab of [page, other]) await expect(line(tab)).toHaveText(`Mia said yes to ${last}`);
  await page.goto(`${address}/people`);
  await other.goto(`${address}/people`);
  await isLive(page);
  await isLive(other);
  await room.rate("Lou");
  for (const tab of [page, other]) await expect(tab.getByText("Lou").last()).toBeVisible();
  await other.close();
  await room.rate("Ann");
  await expect(page.getByText("Ann").last()).toBeVisible();
  await gameServer.deleteRoom(room.roomName);
});

test("the list, the overview and the trash change while one looks", async ({
  page,
  context,
  signIn,
  gameServer,
}, { project }) => {
  const rooms = ["First", "Second", "Third"].map((name) =>
    openRoom(gameServer, project.name, `${name} listed`),
  );
  for (const room of rooms) await room.rate("Noor");
  await signIn(ownerOf(project.name).creatorPlexUsername);
  const names = rooms.map(({ roomName }) => roomName);
  const query = new URLSearchParams({ q: `listed ${project.name}`, sort: "last" });
  await page.goto(`/rooms?${query}`);
  await isLive(page);
  const overview = await context.newPage();
  await overview.goto("/");
  await isLive(overview);
  const listed = () =>
    page
      .locator("[data-row] a[data-room]")
      .evaluateAll((links) =>
        links.map((link) => link.textContent?.match(/(First|Second|Third|Fourth)(?= listed)/)?.[0]),
      );
  await expect.poll(listed).toEqual(["Third", "Second", "First"]);

  await page.getByRole("checkbox", { name: `Select ${names[1]}` }).check();
  await rooms[0]?.rate("Tom");
  const put = page.getByRole("button", { name: "Put in order" });
  await expect(put).toBeVisible();
  expect(await listed()).toEqual(["Third", "Second", "First"]);
  const fourth = openRoom(gameServer, project.name, "Fourth listed");
  await fourth.rate("Noor");
  await expect.poll(listed).toEqual(["Third", "Second", "First", "Fourth"]);
  await expect(page.getByRole("checkbox", { name: `Select ${names[1]}` })).toBeChecked();
  await expect(overview.locator("#main").getByText(fourth.roomName).first()).toBeVisible();

  await put.click();
  await expect.poll(listed).toEqual(["Fourth", "First", "Third", "Second"]);
  await expect(put).toBeHidden();
  await expect(page.getByText("1 selected")).toBeVisible();

  await overview.goto("/trash");
  await isLive(overview);
  await gameServer.deleteRoom(names[2] ?? "");
  await expect.poll(listed).toEqual(["Fourth", "First", "Second"]);
  await expect(
    overview
      .locator("#main")
      .getByText(names[2] ?? "")
      .first(),
  ).toBeVisible();
  for (const room of [...rooms, fourth]) await gameServer.deleteRoom(room.roomName);
});

test("nobody hears of somebody else's room", async ({ page, signIn, gameServer }, { project }) => {
  const own = openRoom(gameServer, project.name, "Own");
  const other = openRoom(gameServer, project.name, "Of somebody else", {
    creatorPlexUserId: 90210033,
    creatorPlexUsername: "nobody here",
  });
  await own.rate("Noor");
  await other.rate("Noor");
  await signIn(ownerOf(project.name).creatorPlexUsername);
  const address = await goToRoom(page, own.roomName);
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    const stream = new EventSource("/api/dashboard/live");
    for (const kind of ["opened", "changed"]) {
      stream.addEventListener(kind, (event) =>
        heard.push(`${kind} ${(event as MessageEvent).data}`),
      );
    }
    stream.addEventListener("error", () => heard.push("ended"));
  });
  const heard = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard);
  await expect.poll(heard).toHaveLength(1);
  await other.rate("Tom");
  await other.rate("Sam");
  await own.rate("Tom");
  await expect.poll(async () => (await heard()).length).toBeGreaterThan(1);
  const id = address.split("/").at(-1) ?? "";
  const named = (await heard()).slice(1).flatMap((text) => text.match(/rm_[0-9a-z]+/g) ?? []);
  expect(new Set(named)).toEqual(new Set([id]));
  for (const room of [own, other]) await gameServer.deleteRoom(room.roomName);
});
