import type { Page } from "@playwright/test";
import { expect, type GameServer, test } from "./fixtures";

const OWNER = { creatorPlexUserId: 88120345, creatorPlexUsername: "Yuki" };
const MINUTE = 60_000;

/** A room in which two people agreed on one film of two. */
async function openRoom(gameServer: GameServer, roomName: string) {
  const now = Date.now();
  return gameServer.saveRoom({
    ...OWNER,
    roomName,
    password: "never-shown",
    createdAt: new Date(now - 20 * MINUTE).toISOString(),
    ratings: {
      "plex://movie/5d7760f35032c938df381a71": [
        ["Yuki", "like", now - 10 * MINUTE],
        ["Zoë", "like", now - 9 * MINUTE],
      ],
      "com.plexapp.agents.imdb://tt0078788?lang=en": [["Yuki", "dislike", now - 8 * MINUTE]],
    },
    userProgress: { Yuki: 2, Zoë: 1 },
  });
}

async function goToRoom(page: Page, roomName: string): Promise<string> {
  await page.goto(`/rooms?${new URLSearchParams({ q: roomName })}`);
  const link = page.locator("#main").getByRole("link", { name: roomName }).first();
  const address = (await link.getAttribute("href")) ?? "";
  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(roomName);
  return address;
}

test("an owner sees what the group agreed on, and never the password", async ({
  page,
  signIn,
  gameServer,
  checkAccessibility,
}, info) => {
  // Six pages; axe checks each twice.
  test.slow();
  const roomName = `Agreed <b>&"${info.project.name}`;
  await openRoom(gameServer, roomName);
  await signIn("Yuki");
  const address = await goToRoom(page, roomName);
  await expect(page.getByRole("heading", { name: "Both said yes" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Film 5d77…1a71" })).toBeVisible();
  expect(await page.content()).not.toContain("never-shown");
  await checkAccessibility();

  for (const [tab, path, ...sees] of [
    ["Matches", "matches", "Film 5d77…1a71"],
    ["People", "people", "from 2 films rated", "2 of 3 ratings", "IMDb tt0078788"],
    ["Stay", "stay", "Extend by a week"],
    [
      "History",
      "activity",
      "opened the room with a password",
      "Yuki and Zoë rated 3 times and agreed on 1 film.",
    ],
    [
      "The room",
      "settings",
      "Set, never shown here",
      "Nobody can join or rate in a locked room. Nothing in it is lost.",
    ],
  ] as const) {
    await page.getByRole("navigation", { name: "Room" }).getByRole("link", { name: tab }).click();
    await expect(page).toHaveURL(`${address}/${path}`);
    for (const text of sees) await expect(page.getByText(text).first()).toBeAttached();
    expect(await page.content()).not.toContain("never-shown");
    await checkAccessibility();
  }
  await gameServer.deleteRoom(roomName);
});

test("a room is deleted, and Undo restores it", async ({ page, signIn, gameServer }, info) => {
  const roomName = `Delete me ${info.project.name}`;
  const room = await openRoom(gameServer, roomName);
  await signIn("Yuki");
  const address = await goToRoom(page, roomName);
  await page.locator("summary[aria-label^=More]").last().click();
  await page.getByRole("link", { name: "Delete" }).click();
  const dialog = page.getByRole("dialog", { name: `Delete “${roomName}”?` });
  await expect(dialog.getByText("Ratings by 2 people")).toBeVisible();
  await dialog.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(page.getByText(`“${roomName}” is in the trash.`)).toBeVisible();
  await expect(gameServer.saveRoom(room)).rejects.toThrow("410");

  await page.goto(address);
  await expect(page.getByText("In the trash.", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Restore" }).click();
  await expect(page.getByText(`“${roomName}” is open again.`)).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText(`“${roomName}” is in the trash.`)).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText(`“${roomName}” is open again.`)).toBeVisible();
  await gameServer.deleteRoom(roomName);
});

test("a room is extended by a week, kept for ever, and given its former rule again", async ({
  page,
  signIn,
  gameServer,
}, info) => {
  const roomName = `Keep me ${info.project.name}`;
  await openRoom(gameServer, roomName);
  await signIn("Yuki");
  await page.goto(`${await goToRoom(page, roomName)}/stay`);
  await expect(page.locator("#expiry").getByText(/^Leaves on .*, in 90 days\.$/)).toBeVisible();
  await page.getByRole("button", { name: "Extend by a week" }).click();
  await expect(page.locator("#expiry").getByText(/^Leaves on .*, in 97 days\.$/)).toBeVisible();
  await expect(page.getByText(`“${roomName}” is extended: it stays until`)).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.locator("#expiry").getByText(/^Leaves on .*, in 90 days\.$/)).toBeVisible();

  await page.getByRole("button", { name: "Keep for ever" }).click();
  await expect(page.getByText("Kept for ever.", { exact: true })).toBeVisible();
  await page.getByRole("link", { name: "Pick a date" }).click();
  const day = new Date(Date.now() + 10 * 24 * 60 * MINUTE).toISOString().slice(0, 10);
  await page.getByLabel("Last day").fill(day);
  await page.getByRole("button", { name: "Pick this date" }).click();
  await expect(page.locator("#expiry").getByText(/^Leaves on .*, in 1[01] days\.$/)).toBeVisible();
  await gameServer.deleteRoom(roomName);
});

test("an admin locks a room, and its owner sees the reason", async ({
  page,
  adminPage,
  signIn,
  gameServer,
  checkAccessibility,
}, info) => {
  test.slow();
  const roomName = `Too loud ${info.project.name}`;
  const room = await openRoom(gameServer, roomName);
  await signIn("Yuki");
  const address = await goToRoom(page, roomName);

  await adminPage.goto(`${address}/settings`);
  await adminPage.getByRole("link", { name: "Lock", exact: true }).last().click();
  await adminPage
    .getByRole("textbox", { name: "Reason, shown to Yuki" })
    .fill("Too loud after ten.");
  await adminPage.getByRole("button", { name: "Lock the room" }).click();
  await expect(adminPage.getByText(`“${roomName}” is locked.`)).toBeVisible();

  await page.goto(`${address}/stay`);
  await expect(page.getByText("“Too loud after ten.”").first()).toBeVisible();
  await expect(page.getByText("You can look at it, but change nothing")).toBeVisible();
  await expect(page.getByRole("button", { name: "Extend by a week" })).toHaveCount(0);
  await checkAccessibility();
  await expect(gameServer.saveRoom(room)).rejects.toThrow("423");

  await adminPage.goto(address);
  await adminPage.getByRole("button", { name: "Unlock" }).first().click();
  await expect(adminPage.getByText(`“${roomName}” is unlocked.`)).toBeVisible();
  await gameServer.saveRoom(room);
  await gameServer.deleteRoom(roomName);
});

test("the page is updated while people rate", async ({ page, signIn, gameServer }, info) => {
  const roomName = `Live ${info.project.name}`;
  const room = await openRoom(gameServer, roomName);
  await signIn("Yuki");
  await goToRoom(page, roomName);
  const waiting = page.getByRole("heading", { name: "Waiting for you" });
  await expect(page.getByRole("heading", { name: "Both said yes" })).toBeVisible();
  await expect(waiting).toHaveCount(0);
  const late = { "plex://movie/late": [["Zoë", "like", Date.now()]] } as typeof room.ratings;
  await gameServer.saveRoom({ ...room, ratings: { ...room.ratings, ...late } });
  await expect(waiting).toBeVisible();
  await gameServer.deleteRoom(roomName);
});

test("every control can be reached with the keyboard", async ({
  page,
  signIn,
  gameServer,
}, info) => {
  test.skip(info.project.name === "phone", "a phone has no keyboard");
  const roomName = `Keys ${info.project.name}`;
  await openRoom(gameServer, roomName);
  await signIn("Yuki");
  await page.goto(`${await goToRoom(page, roomName)}/stay`);
  const focusIsOn = (selector: string) =>
    page.evaluate((wanted) => document.activeElement?.closest(wanted) != null, selector);
  const tabUntil = async (selector: string) => {
    for (let i = 0; i < 60; i += 1) {
      await page.keyboard.press("Tab");
      if (await focusIsOn(selector)) return;
    }
    throw new Error(`Tab never came to ${selector}`);
  };
  await tabUntil("#main header summary");
  await page.keyboard.press("Enter");
  await tabUntil('[data-menu-list] a[href="#delete"]');
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: `Delete “${roomName}”?` });
  await expect(dialog).toBeVisible();
  for (let i = 0; i < 6; i += 1) {
    await page.keyboard.press("Tab");
    expect(await focusIsOn('[role="dialog"]')).toBe(true);
  }
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  expect(
    await focusIsOn("#main header summary"),
    "back on the menu that the dialog came from",
  ).toBe(true);
  await tabUntil("#expiry button");
  await page.keyboard.press("Enter");
  await expect(page.locator("#expiry").getByText(/^Leaves on .*, in 91 days\.$/)).toBeVisible();
  await gameServer.deleteRoom(roomName);
});

test("somebody else's room looks like a room that does not exist", async ({
  page,
  signIn,
  gameServer,
  adminPage,
  allowConsoleErrors,
}, info) => {
  allowConsoleErrors(/404/);
  const roomName = `Private ${info.project.name}`;
  await openRoom(gameServer, roomName);
  await adminPage.goto(`/admin/rooms?${new URLSearchParams({ q: roomName, whose: "everyone" })}`);
  const link = adminPage.locator("#main").getByRole("link", { name: roomName }).first();
  const address = (await link.getAttribute("href")) ?? "";
  await signIn("Sven");
  for (const tab of ["", "/matches", "/people", "/stay", "/activity", "/settings"]) {
    await page.goto(address + tab);
    await expect(page.getByText("There is nothing here")).toBeVisible();
    expect(await page.content()).not.toContain(roomName);
  }
  await gameServer.deleteRoom(roomName);
});
