import type { BrowserContext, Page } from "@playwright/test";
import { expect, type GameServer, test } from "./fixtures";

const OWNER = { creatorPlexUserId: 88120345, creatorPlexUsername: "Yuki" };
const at = (minutes: number) => Date.now() - minutes * 60_000;

/** A room of three people who agree on one film; everything is named after the project and the story. */
async function openEvening(gameServer: GameServer, baseUrl: string, mark: string) {
  const roomName = `Shown ${mark}`;
  const film = (name: string) => `plex-test://group-link-${mark}/${name}`;
  const items = [
    { mediaId: film("all"), title: `Paper Moon ${mark}`, year: 1973, genres: ["Comedy"] },
    { mediaId: film("two"), title: `Local Hero ${mark}`, year: 1983, genres: ["Drama"] },
    { mediaId: film("new"), title: `Big Night ${mark}`, year: 1996, genres: ["Drama"] },
  ];
  const reply = await fetch(new URL("/api/v1/media", baseUrl), {
    method: "PUT",
    headers: {
      authorization: `Bearer ${gameServer.token}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({ items }),
  });
  expect(reply.status).toBe(200);
  const ratings: Record<string, [string, string, number][]> = {
    [film("all")]: [
      ["Yuki Abe", "like", at(20)],
      ["Max Adler", "like", at(19)],
      ["Max Berg", "like", at(18)],
    ],
    [film("two")]: [
      ["Yuki Abe", "like", at(17)],
      ["Max Adler", "like", at(16)],
    ],
  };
  // A later time would be another room of the same name.
  const createdAt = new Date(at(60)).toISOString();
  const save = () => gameServer.saveRoom({ ...OWNER, roomName, createdAt, ratings });
  await save();
  return {
    roomName,
    title: (name: "Paper Moon" | "Local Hero" | "Big Night") => `${name} ${mark}`,
    /** Two more likes, as the game server sends them. */
    async agreeOnNewFilm() {
      ratings[film("new")] = [
        ["Yuki Abe", "like", at(1)],
        ["Max Berg", "like", at(0)],
      ];
      await save();
    },
  };
}

async function goToRoom(page: Page, roomName: string): Promise<void> {
  await page.goto(`/rooms?${new URLSearchParams({ q: roomName })}`);
  const link = page.locator("#main").getByRole("link", { name: roomName }).first();
  await page.goto((await link.getAttribute("href")) ?? "");
}

/** A browser of somebody who has no account here. */
async function newGuest(
  page: Page,
  options: Parameters<NonNullable<ReturnType<BrowserContext["browser"]>>["newContext"]>[0],
): Promise<Page> {
  const browser = page.context().browser();
  if (!browser) throw new Error("The page has no browser.");
  return (await browser.newContext(options)).newPage();
}

const fitsTheScreen = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
const film = (page: Page, title: string) => page.getByRole("heading", { level: 3, name: title });

test("an owner shows the list to a guest, who sees a new film arrive, until the link is switched off", async ({
  page,
  signIn,
  gameServer,
  baseURL,
  contextOptions,
  checkAccessibility,
}, { project }) => {
  test.slow();
  const evening = await openEvening(gameServer, baseURL ?? "", `live-${project.name}`);
  await signIn("Yuki");
  await goToRoom(page, evening.roomName);
  await page.getByRole("link", { name: "Share the list" }).click();
  const dialog = page.getByRole("dialog", { name: "A link for the group" });
  await expect(dialog.getByRole("radio", { name: "Tomorrow, 12:00" })).toBeChecked();
  await expect(dialog.getByRole("radio", { name: "Only how many" })).toBeChecked();
  await checkAccessibility();
  await dialog.getByRole("button", { name: "Make the link" }).click();
  await expect(dialog.getByRole("img", { name: "QR code of the link" })).toBeVisible();
  await expect(dialog).toContainText(/Works until.*, 12:00/);
  expect(await fitsTheScreen(page)).toBe(true);
  await checkAccessibility();
  const address = await dialog.getByLabel("The link", { exact: true }).inputValue();
  expect(address).toMatch(new RegExp(`^${baseURL}/g/[\\w-]{22}$`));

  const guest = await newGuest(page, { ...contextOptions, baseURL });
  const reply = await guest.goto(address);
  expect(reply?.status()).toBe(200);
  expect(await reply?.allHeaders()).toMatchObject({
    "cache-control": expect.stringMatching(/private.*no-store/),
    "referrer-policy": "no-referrer",
    "x-robots-tag": "noindex, nofollow",
  });
  expect(await guest.locator("meta[name=robots]").getAttribute("content")).toContain("noindex");
  await expect(guest.getByRole("status")).toHaveText("Live");
  await expect(guest.getByRole("heading", { name: "All three said yes" })).toBeVisible();
  await expect(film(guest, evening.title("Paper Moon"))).toBeVisible();
  await expect(guest.getByText("One has yet to say")).toBeVisible();
  expect(await guest.content()).not.toMatch(/Yuki|Max|Abe|Shown|\/rooms/);
  expect(await fitsTheScreen(guest)).toBe(true);
  await checkAccessibility(guest);

  await guest.getByRole("combobox", { name: "Genre" }).selectOption("Drama");
  await expect(film(guest, evening.title("Paper Moon"))).toHaveCount(0);
  await expect(film(guest, evening.title("Local Hero"))).toBeVisible();
  await evening.agreeOnNewFilm();
  await expect(film(guest, evening.title("Big Night"))).toBeVisible();
  await expect(guest.getByRole("status")).toHaveText("The list has changed");
  await expect(film(guest, evening.title("Paper Moon"))).toHaveCount(0);

  await dialog.getByRole("link", { name: "Change it" }).click();
  const change = page.getByRole("dialog", { name: "Change the link" });
  await change.getByText("First names").click();
  await checkAccessibility();
  await change.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toContainText("First names");
  await expect(dialog.getByLabel("The link", { exact: true })).toHaveValue(address);
  await expect(guest.getByText("Max (2) has yet to say")).toBeVisible();
  await guest.getByRole("checkbox", { name: "Max (2)" }).uncheck();
  await expect(guest.getByRole("heading", { name: "Both here said yes" })).toBeVisible();
  expect(await guest.content()).not.toMatch(/Abe|Adler|Berg/);

  await dialog.getByRole("button", { name: "Switch off" }).click();
  await expect(page.locator("[data-toast]")).toContainText("The link is switched off.");
  await expect(guest.getByRole("heading", { name: "This link is not on any more." })).toBeVisible();
  await checkAccessibility(guest);
  expect((await guest.goto(address))?.status()).toBe(404);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.locator("[data-toast]")).toContainText("The link works again");
  await guest.goto(address);
  await expect(film(guest, evening.title("Paper Moon"))).toBeVisible();

  await page.goto(`${new URL(page.url()).pathname}/activity`);
  await expect(page.getByText("made a link for its group")).toBeVisible();
  await expect(page.getByText("switched off the link for its group")).toBeVisible();
  expect(await page.content()).not.toContain(address.split("/g/")[1]);
  await guest.context().close();
  await gameServer.deleteRoom(evening.roomName);
});

test("without scripts a link is made, opened, replaced and switched off", async ({
  page,
  signIn,
  gameServer,
  baseURL,
  contextOptions,
  withoutScripts,
}, { project }) => {
  const evening = await openEvening(gameServer, baseURL ?? "", `plain-${project.name}`);
  await signIn("Yuki");
  await goToRoom(page, evening.roomName);
  const address = page.url();
  const plain = await withoutScripts();
  await plain.goto(address);
  await plain.getByRole("link", { name: "Share the list" }).click();
  await plain.getByRole("button", { name: "Make the link" }).click();
  const link = plain.getByLabel("The link", { exact: true });
  const first = await link.inputValue();
  const guest = await newGuest(page, { ...contextOptions, baseURL, javaScriptEnabled: false });
  await guest.goto(first);
  await guest.getByRole("combobox", { name: "Genre" }).selectOption("Comedy");
  await guest.getByRole("button", { name: "Show" }).click();
  await expect(film(guest, evening.title("Paper Moon"))).toBeVisible();
  await expect(film(guest, evening.title("Local Hero"))).toHaveCount(0);
  await expect(guest.getByRole("status")).toHaveText("");

  await plain.getByRole("link", { name: "Change it" }).click();
  await plain.getByRole("button", { name: "Make a new one" }).click();
  await expect(link).not.toHaveValue(first);
  const second = await link.inputValue();
  expect((await guest.goto(first))?.status()).toBe(404);
  expect((await guest.goto(second))?.status()).toBe(200);
  await plain.getByRole("button", { name: "Switch off" }).click();
  expect((await guest.goto(second))?.status()).toBe(404);
  await guest.context().close();
  await gameServer.deleteRoom(evening.roomName);
});

test("a phone with a share sheet sends the link; the keyboard reaches everything", async ({
  page,
  signIn,
  gameServer,
  baseURL,
}, { project }) => {
  const evening = await openEvening(gameServer, baseURL ?? "", `sent-${project.name}`);
  await page.addInitScript(() => {
    const sent = (data: unknown) => {
      Object.assign(window, { sent: data });
      return Promise.resolve();
    };
    Object.defineProperty(navigator, "share", { value: sent, configurable: true });
  });
  await signIn("Yuki");
  await goToRoom(page, evening.roomName);
  await page.getByRole("link", { name: "Share the list" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "A link for the group" });
  await dialog.getByRole("button", { name: "Make the link" }).focus();
  await page.keyboard.press("Enter");
  const address = await dialog.getByLabel("The link", { exact: true }).inputValue();
  await dialog.getByRole("button", { name: "Send" }).click();
  expect(await page.evaluate(() => Reflect.get(window, "sent"))).toMatchObject({ url: address });
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await gameServer.deleteRoom(evening.roomName);
});
