import type { APIRequestContext, Page } from "@playwright/test";
import { expect, type GameServer, test } from "./fixtures";

const OWNER = { creatorPlexUserId: 88120345, creatorPlexUsername: "Yuki" };
const MINUTE = 60_000;

/** A room of three people: one film that all like, two that two of them like, one that only one likes. */
async function openEvening(
  { gameServer, request }: { gameServer: GameServer; request: APIRequestContext },
  projectName: string,
) {
  const roomName = `Evening ${projectName}`;
  const film = (name: string) => `plex-test://${projectName}/${name}`;
  const titles = {
    all: "Paper Moon",
    two: "Local Hero",
    pair: "Big Night",
    one: "Wild Strawberries",
  };
  const items = Object.entries(titles).map(([name, title], index) => ({
    mediaId: film(name),
    title: `${title} ${projectName}`,
    year: 1970 + index,
    durationMs: (95 + index * 20) * MINUTE,
    genres: ["Comedy"],
    linkUrl: "https://films.example.org/watch",
  }));
  const reply = await request.put("/api/v1/media", {
    headers: { authorization: `Bearer ${gameServer.token}` },
    data: { items },
  });
  expect(reply.status()).toBe(200);
  const at = (minutes: number) => Date.now() - minutes * MINUTE;
  await gameServer.saveRoom({
    ...OWNER,
    roomName,
    ratings: {
      [film("all")]: [
        ["Yuki", "like", at(20)],
        ["Zoë", "like", at(19)],
        ["Max", "like", at(18)],
      ],
      [film("two")]: [
        ["Yuki", "like", at(17)],
        ["Zoë", "like", at(16)],
        ["Max", "dislike", at(15)],
      ],
      [film("pair")]: [
        ["Zoë", "like", at(14)],
        ["Max", "like", at(13)],
      ],
      [film("one")]: [["Zoë", "like", at(12)]],
    },
    userProgress: { Yuki: 2, Zoë: 4, Max: 3 },
  });
  return { roomName, title: (name: keyof typeof titles) => `${titles[name]} ${projectName}` };
}

async function goToRoom(page: Page, roomName: string): Promise<string> {
  await page.goto(`/rooms?${new URLSearchParams({ q: roomName })}`);
  const link = page.locator("#main").getByRole("link", { name: roomName }).first();
  const address = (await link.getAttribute("href")) ?? "";
  await page.goto(address);
  return address;
}

/** The titles on the shelf of this name. */
const onShelf = (page: Page, name: string) =>
  page
    .locator("#main section")
    .filter({ has: page.getByRole("heading", { level: 2, name, exact: true }) })
    .getByRole("heading", { level: 3 });

const fitsTheScreen = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

test("two of three people filter the list, draw a film, watch it, and take that back", async ({
  page,
  signIn,
  gameServer,
  request,
  checkAccessibility,
}, { project }) => {
  // Five views; axe checks each twice.
  test.slow();
  const { roomName, title } = await openEvening({ gameServer, request }, project.name);
  await signIn("Yuki");
  await goToRoom(page, roomName);
  await expect(onShelf(page, "All three said yes")).toHaveText([`${title("all")} 1970`]);
  await expect(onShelf(page, "One yes is missing")).toHaveText([
    `${title("pair")} 1972`,
    `${title("two")} 1971`,
  ]);
  await expect(page.getByText("You have yet to say", { exact: true })).toBeVisible();
  await expect(page.getByText("Max said no", { exact: true })).toBeVisible();
  await expect(onShelf(page, "Nearly agreed")).toHaveText([`${title("one")} 1973`]);
  expect(await fitsTheScreen(page)).toBe(true);
  await checkAccessibility();

  await page.getByRole("checkbox", { name: "Max" }).uncheck();
  await expect(onShelf(page, "Both here said yes")).toHaveText([
    `${title("two")} 1971`,
    `${title("all")} 1970`,
  ]);
  await expect(page).toHaveURL(/\?here=Yuki&here=Zo%C3%AB$/);
  await checkAccessibility();

  await page.getByRole("button", { name: "Pick one for us" }).click();
  const scene = page.getByRole("dialog");
  await expect(scene).toContainText("By lot, out of two that both here like.");
  await expect(scene).toContainText(/Ends at \d\d:\d\d if you start now/);
  const drawn = (await scene.getByRole("heading").textContent()) ?? "";
  await checkAccessibility();
  await scene.getByRole("button", { name: "Another" }).click();
  await expect(scene.getByRole("heading")).not.toHaveText(drawn);
  const other = (await scene.getByRole("heading").textContent()) ?? "";
  expect([title("two"), title("all")].sort()).toEqual([drawn, other].sort());
  expect(await fitsTheScreen(page)).toBe(true);
  await scene.getByRole("link", { name: "The list" }).click();
  await expect(scene).toBeHidden();

  const tonight = page.getByRole("region", { name: "Tonight" });
  await expect(tonight.getByRole("heading")).toContainText(other);
  // The pick is kept with the room, not in the address.
  const address = new URL(page.url()).pathname;
  await page.goto(address);
  await expect(tonight.getByRole("heading")).toContainText(other);
  await tonight.getByRole("button", { name: "Take it back" }).click();
  await expect(page.locator("[data-toast]")).toContainText("is no longer the film of the evening");
  await expect(tonight).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(tonight.getByRole("heading")).toContainText(other);
  await page.goto(`${address}?here=Yuki&here=Zo%C3%AB`);
  await checkAccessibility();
  await tonight.getByRole("button", { name: /^Watched/ }).click();
  await expect(page.locator("[data-toast]")).toContainText("is marked as watched");
  await expect(onShelf(page, "Both here said yes")).toHaveText([new RegExp(`^${drawn}`)]);
  await expect(page).toHaveURL(/\?here=Yuki&here=Zo%C3%AB$/);
  await page.locator("summary").filter({ hasText: "One film" }).click();
  await expect(onShelf(page, "Watched")).toHaveText([new RegExp(`^${other}`)]);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(onShelf(page, "Both here said yes")).toHaveCount(2);
  await expect(page.getByRole("heading", { name: "Watched" })).toHaveCount(0);
  await gameServer.deleteRoom(roomName);
});

test("the sheet of a film says who answered what, and opens and closes with the keyboard", async ({
  page,
  signIn,
  gameServer,
  request,
  checkAccessibility,
}, { project }) => {
  test.slow();
  const { roomName, title } = await openEvening({ gameServer, request }, `sheet-${project.name}`);
  await signIn("Yuki");
  await goToRoom(page, roomName);
  await page.getByRole("link", { name: title("two") }).focus();
  await page.keyboard.press("Enter");
  const sheet = page.getByRole("dialog", { name: title("two") });
  await expect(sheet.getByRole("listitem")).toHaveText(["Yukiyes", "Zoëyes", "Maxno"]);
  await expect(sheet.getByRole("link", { name: "Open in Plex" })).toHaveAttribute(
    "href",
    "https://films.example.org/watch",
  );
  await checkAccessibility();
  for (let i = 0; i < 4; i += 1) {
    await page.keyboard.press("Tab");
    expect(
      await page.evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null),
    ).toBe(true);
  }
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await expect(page.getByRole("link", { name: title("two") })).toBeFocused();
  await gameServer.deleteRoom(roomName);
});

test("without scripts, the same form filters and draws", async ({
  page,
  signIn,
  gameServer,
  request,
  withoutScripts,
}, { project }) => {
  const { roomName, title } = await openEvening({ gameServer, request }, `plain-${project.name}`);
  await signIn("Yuki");
  const address = await goToRoom(page, roomName);
  const plain = await withoutScripts();
  await plain.goto(address);
  await plain.getByRole("checkbox", { name: "Yuki" }).uncheck();
  await plain.getByRole("combobox", { name: "Length" }).selectOption("Under 2 h");
  await plain.getByRole("button", { name: "Show" }).click();
  await expect(onShelf(plain, "Both here said yes")).toHaveText([`${title("all")} 1970`]);
  await plain.getByRole("button", { name: "Pick one for us" }).click();
  const scene = plain.getByRole("dialog", { name: title("all") });
  await expect(scene).toContainText("The only film that both here like.");
  await scene.getByRole("link", { name: "The list" }).click();
  await expect(scene).toBeHidden();
  await gameServer.deleteRoom(roomName);
});
