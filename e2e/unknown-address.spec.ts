import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

const NOTHING = "There is nothing here";
const UNKNOWN_ROOM = "rm_00000000000000000000000000";
const NOWHERE = ["/nowhere", "/rooms/bulk/nowhere", "/sign-in/nowhere", "/docs/api/nowhere"];
/** Addresses that exist for admins, and addresses that do not exist for anybody. */
const ADMINS = [
  "",
  "/people",
  "/rooms",
  "/tokens",
  "/data",
  "/plex",
  "/webhooks",
  "/audit",
  "/jobs",
];
const NO_ADMINS = ["/nowhere", "/webhooks/wh_none", "/data/im_none"];

/** The dashboard's frame: the navigation, and the account's menu with the sign-out. */
async function expectDashboard(page: Page, name: string): Promise<void> {
  await expect(page.getByRole("navigation", { name: /^Main/ })).toBeVisible();
  await page.getByLabel(new RegExp(`^${name}, .*: account$`)).click();
  await expect(page.getByRole("button", { name: "Sign out" })).toBeVisible();
}

async function expectNothing(page: Page, address: string): Promise<void> {
  const reply = await page.goto(address);
  expect(reply?.status(), address).toBe(404);
  await expect(page.getByRole("heading", { level: 1, name: NOTHING })).toBeVisible();
  await expect(page).toHaveTitle("Not found · Roomkeeper");
}

/**
 * The markup of a document without the parts that differ each time: scripts, React's ids, which depend on the order of rendering, and
 * the relative time of a sign-in.
 */
async function markupAt(page: Page, address: string): Promise<string> {
  await page.goto(address);
  return page.locator("body").evaluate((body) => {
    for (const element of body.querySelectorAll("script, time")) element.remove();
    return body.innerHTML.replaceAll(/<!--.*?-->/g, "");
  });
}

test("an unknown address keeps the dashboard's frame for signed-in people", async ({
  page,
  signIn,
  adminPage,
  allowConsoleErrors,
  checkAccessibility,
}) => {
  allowConsoleErrors(/404/);
  await signIn("Yuki");
  for (const address of [...NOWHERE, `/rooms/${UNKNOWN_ROOM}`, `/rooms/${UNKNOWN_ROOM}/settings`]) {
    await expectNothing(page, address);
    await expectDashboard(page, "Yuki");
    await expect(page.getByRole("link", { name: "Go to the rooms" })).toBeVisible();
  }
  await checkAccessibility();
  for (const address of NO_ADMINS) {
    await expectNothing(adminPage, `/admin${address}`);
    await expect(adminPage.getByRole("navigation", { name: "Admin", exact: true })).toBeVisible();
  }
  await checkAccessibility(adminPage);
});

test("an owner cannot open an admin's page, and does not learn its title", async ({
  page,
  signIn,
  allowConsoleErrors,
}) => {
  allowConsoleErrors(/404/);
  await signIn("Yuki");
  for (const address of [...ADMINS, ...NO_ADMINS]) {
    await expectNothing(page, `/admin${address}`);
    await expect(page.getByRole("navigation", { name: "Admin" })).toHaveCount(0);
  }
  await expectDashboard(page, "Yuki");
});

test("a visitor who is not signed in learns that, and gets a link to the sign-in", async ({
  page,
  allowConsoleErrors,
  checkAccessibility,
}) => {
  allowConsoleErrors(/404/);
  for (const address of [...NOWHERE, "/admin/nowhere"]) {
    await expectNothing(page, address);
    await expect(page.getByRole("link", { name: "Sign in" }).first()).toBeVisible();
    await expect(page.getByLabel(/: account$/)).toHaveCount(0);
  }
  await checkAccessibility();
  await page.goto("/nowhere");
  await page.getByRole("link", { name: "Sign in" }).click();
  await expect(page.getByRole("link", { name: "Continue with Plex" })).toBeVisible();
});

test("it works without scripts, and somebody else's room cannot be distinguished from no room", async ({
  signIn,
  gameServer,
  adminPage,
  withoutScripts,
}, info) => {
  const roomName = `Of another ${info.project.name}`;
  await gameServer.saveRoom({ roomName });
  await adminPage.goto(`/admin/rooms?${new URLSearchParams({ q: roomName, whose: "everyone" })}`);
  const link = adminPage.locator("#main").getByRole("link", { name: roomName }).first();
  const foreign = ((await link.getAttribute("href")) ?? "").replace("/rooms/", "");
  await signIn("Sven");
  const still = await withoutScripts();
  for (const address of ["/nowhere", "/admin/people", `/rooms/${foreign}`]) {
    await expectNothing(still, address);
    await expect(still.getByRole("navigation", { name: /^Main/ })).toBeVisible();
  }
  for (const tab of ["", "/matches", "/people", "/stay", "/activity", "/analytics", "/settings"]) {
    const there = await markupAt(still, `/rooms/${foreign}${tab}`);
    expect(await still.content()).not.toContain(roomName);
    expect(there).toBe(await markupAt(still, `/rooms/${UNKNOWN_ROOM}${tab}`));
  }
  await gameServer.deleteRoom(roomName);
});
