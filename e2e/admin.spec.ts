import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { openSpace } from "./open-space";

const GUEST: Record<string, string> = { desktop: "walter", phone: "agnes" };
const TOKEN_MAKER: Record<string, string> = { desktop: "attic", phone: "cellar" };

/** Makes this person an admin, unless they are one. */
async function makeAdmin(adminPage: Page, username: string): Promise<void> {
  await adminPage.goto(`/admin/people?q=${encodeURIComponent(username)}`);
  await adminPage.getByLabel(`What to do about ${username}`).click();
  const promote = adminPage.getByRole("button", { name: "Make admin" });
  if (!(await promote.isVisible())) return;
  await promote.click();
  await expect(adminPage.getByRole("status")).toContainText("is an admin now");
}

async function noSidewaysScroll(page: Page): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(over).toBeLessThanOrEqual(0);
}

test("an owner finds no admin pages", async ({ page, signIn, allowConsoleErrors }) => {
  allowConsoleErrors(/404/);
  await signIn("Yuki");
  for (const name of ["people", "tokens", "audit"]) {
    const reply = await page.goto(`/admin/${name}`);
    expect(reply?.status()).toBe(404);
    await expect(page.getByRole("navigation", { name: "Admin" })).toHaveCount(0);
  }
});

test("an admin bans a person, who sees the reason, and lifts the ban", async ({
  adminPage,
  page,
  signIn,
  checkAccessibility,
}, info) => {
  const guest = GUEST[info.project.name] ?? "walter";
  const reason = "Rated every film twice. Write to the admin to come back.";
  await signIn(guest);
  await adminPage.goto(`/admin/people?q=${guest}`);
  await checkAccessibility(adminPage);
  await noSidewaysScroll(adminPage);
  await adminPage.getByLabel(`What to do about ${guest}`).click();
  await adminPage.getByRole("link", { name: "Ban", exact: true }).click();
  const dialog = adminPage.getByRole("dialog", { name: `Ban “${guest}”?` });
  await dialog.getByLabel(`Reason, shown to ${guest}`).fill(reason);
  await checkAccessibility(adminPage);
  await dialog.getByRole("button", { name: "Ban" }).click();
  await expect(adminPage.getByRole("status")).toContainText(`“${guest}” is banned.`);

  await page.goto("/rooms");
  await expect(page.getByText(reason)).toBeVisible();
  await checkAccessibility();
  await page.goto("/account");
  await expect(page.getByRole("heading", { name: /may not manage rooms/ })).toBeVisible();

  await adminPage.getByLabel(`What to do about ${guest}`).click();
  await adminPage.getByRole("button", { name: "Let back in" }).click();
  await expect(adminPage.getByRole("status")).toContainText("is no longer banned");
  await page.goto("/account");
  await expect(page.getByRole("heading", { name: "Account", level: 1 })).toBeVisible();
});

test("an admin makes another person an admin, and removes the role again", async ({
  adminPage,
  page,
  signIn,
}, info) => {
  const guest = GUEST[info.project.name] ?? "walter";
  // The last admin cannot be demoted, so Roomkeeper has another admin who stays.
  await signIn("porter");
  await makeAdmin(adminPage, "porter");
  await page.context().clearCookies();
  await signIn(guest);
  await makeAdmin(adminPage, guest);
  await page.goto("/admin/people");
  await expect(page.getByRole("heading", { name: "People" })).toBeVisible();
  await adminPage.getByLabel(`What to do about ${guest}`).click();
  await adminPage.getByRole("button", { name: "Remove the admin role" }).click();
  await expect(adminPage.getByRole("status")).toContainText("is no longer an admin");
});

test("a space, its token, its rules, and how a token is rotated and ends", async ({
  adminPage,
  baseURL,
  checkAccessibility,
}, info) => {
  const space = `games ${info.project.name} ${Date.now()}`;
  const use = (token: string) =>
    fetch(`${baseURL}/api/v1/rooms`, { headers: { authorization: `Bearer ${token}` } });
  const section = await openSpace(adminPage, space);

  await section.getByRole("link", { name: "New token" }).click();
  const dialog = adminPage.getByRole("dialog", { name: `A new token for “${space}”` });
  await dialog.getByLabel("Label").fill("kitchen server");
  await checkAccessibility(adminPage);
  await dialog.getByRole("button", { name: "Make the token" }).click();
  const field = adminPage.getByRole("textbox", { name: "Token" });
  await expect(field).toHaveValue(/^rk_/);
  const token = await field.inputValue();
  expect((await use(token)).status).toBe(200);
  await checkAccessibility(adminPage);
  await noSidewaysScroll(adminPage);
  await adminPage.getByRole("button", { name: "I have copied it, hide it" }).click();
  await expect(field).toHaveCount(0);
  expect(await adminPage.content()).not.toContain(token);

  await section.getByRole("link", { name: "Change the rules" }).click();
  const rules = adminPage.getByRole("dialog", { name: `Rules of “${space}”` });
  await rules.getByLabel("Quiet days until a room leaves").fill("42");
  await rules.getByRole("button", { name: "Change the rules" }).click();
  await expect(section.getByText("A room leaves 42 days after")).toBeVisible();
  await adminPage.getByRole("button", { name: "Undo" }).click();
  await expect(section.getByText("A room leaves 90 days after")).toBeVisible();

  const menu = "What to do about the token kitchen server";
  await section.getByLabel(menu).click();
  await section.getByRole("link", { name: "Change when it ends" }).click();
  const ends = adminPage.getByRole("dialog", { name: "When does the token “kitchen server” end?" });
  await ends.getByLabel("Ends by itself").selectOption("In 30 days");
  await ends.getByRole("button", { name: "Change it" }).click();
  await expect(section.getByText("Ends in 30 days")).toBeVisible();

  await section.getByLabel(menu).click();
  await section.getByRole("link", { name: "Rotate" }).click();
  await adminPage.getByRole("button", { name: "Rotate it" }).click();
  await expect(field).not.toHaveValue(token);
  const rotated = await field.inputValue();
  expect([(await use(token)).status, (await use(rotated)).status]).toEqual([200, 200]);
  await adminPage.getByRole("button", { name: "I have copied it, hide it" }).click();
  await expect(section.getByText("rotated to")).toBeVisible();
  await checkAccessibility(adminPage);

  await section.getByLabel(menu).first().click();
  await section.getByRole("link", { name: "Revoke" }).first().click();
  const revoke = adminPage.getByRole("dialog", { name: "Revoke the token “kitchen server”?" });
  await expect(revoke.getByText("2 tokens of one chain still work")).toBeVisible();
  await expect(revoke.getByRole("radio", { name: "All 2" })).toBeChecked();
  await checkAccessibility(adminPage);
  await revoke.getByText(`Only the one that ends in ${rotated.slice(-4)}`).click();
  await revoke.getByRole("button", { name: "Revoke" }).click();
  await expect(section.getByText("Revoked")).toBeVisible();
  expect([(await use(token)).status, (await use(rotated)).status]).toEqual([200, 401]);
});

test("the role of an admin who made a token is removed only when somebody chooses what happens to the token", async ({
  adminPage,
  baseURL,
  page,
  signIn,
  checkAccessibility,
}, info) => {
  const guest = TOKEN_MAKER[info.project.name] ?? "attic";
  const space = `made ${info.project.name} ${Date.now()}`;
  const menu = `What to do about ${guest}`;
  await signIn("porter");
  await makeAdmin(adminPage, "porter");
  await page.context().clearCookies();
  await signIn(guest);
  await makeAdmin(adminPage, guest);

  const section = await openSpace(page, space);
  await section.getByRole("link", { name: "New token" }).click();
  const making = page.getByRole("dialog", { name: `A new token for “${space}”` });
  await making.getByLabel("Label").fill("third floor");
  await making.getByRole("button", { name: "Make the token" }).click();
  const token = await page.getByRole("textbox", { name: "Token" }).inputValue();
  const use = () =>
    fetch(`${baseURL}/api/v1/rooms`, { headers: { authorization: `Bearer ${token}` } });
  expect((await use()).status).toBe(200);

  await adminPage.goto(`/admin/people?q=${encodeURIComponent(guest)}`);
  await adminPage.getByLabel(menu).click();
  await adminPage.getByRole("link", { name: "Remove the admin role" }).click();
  const dialog = adminPage.getByRole("dialog", { name: `Remove the admin role from “${guest}”?` });
  await expect(dialog.getByText("third floor")).toBeVisible();
  await checkAccessibility(adminPage);
  await noSidewaysScroll(adminPage);
  await dialog.getByRole("button", { name: "Remove the role" }).click();
  // Nothing was chosen, so the browser keeps the form.
  await expect(dialog).toBeVisible();
  await dialog.getByText("Revoke tokens").click();
  await dialog.getByRole("button", { name: "Remove the role" }).click();
  await expect(adminPage.getByRole("status")).toContainText("1 token is revoked");
  expect((await use()).status).toBe(401);
});

test("the audit log can be searched, filtered and downloaded", async ({
  adminPage,
  page,
  signIn,
  checkAccessibility,
}) => {
  await signIn("newcomer");
  await page.goto("/account");
  await adminPage.goto("/admin/audit");
  await checkAccessibility(adminPage);
  await noSidewaysScroll(adminPage);
  await adminPage.getByLabel("Search the log").fill("newcomer");
  await adminPage.keyboard.press("Enter");
  await expect(adminPage.getByText("signed in with Plex").first()).toBeVisible();
  await adminPage.getByLabel("What: everything").click();
  await adminPage.getByRole("link", { name: "spaces and tokens", exact: true }).click();
  await expect(adminPage).toHaveURL(/what=tokens/);
  await expect(adminPage.getByRole("heading", { name: "No entry matches." })).toBeVisible();
  await adminPage.getByRole("link", { name: "Show the last 30 days" }).click();
  const download = adminPage.waitForEvent("download");
  await adminPage.getByRole("link", { name: "CSV" }).click();
  expect((await download).suggestedFilename()).toBe("roomkeeper-audit.csv");
});
