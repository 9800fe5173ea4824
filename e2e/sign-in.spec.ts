import { readFile } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { expect, newAdminLink, test } from "./fixtures";

/** Ends every session of a person, as if thirty days had passed. */
async function expireSessions(personId: string): Promise<void> {
  const file = path.join(process.env.E2E_DATA_DIR ?? "", "postgres.json");
  const { url } = JSON.parse(await readFile(file, "utf8")) as { url: string };
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("update session set expires_at = now() where person_id = $1", [personId]);
  await client.end();
}

/** Stories run at both sizes at the same time, so each size has its own guest account. */
const GUEST: Record<string, string> = { desktop: "walter", phone: "agnes" };

test("a person who cancels at Plex sees a message and can start again", async ({
  page,
  checkAccessibility,
}) => {
  await page.goto("/sign-in?returnTo=/trash");
  await page.getByRole("link", { name: "Continue with Plex" }).click();
  await page.getByRole("button", { name: "Not now" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText(
    "Plex did not say who you are",
  );
  await expect(page).toHaveURL(/returnTo=%2Ftrash/);
  await expect(page.getByRole("link", { name: "Continue with Plex" })).toBeVisible();
  await checkAccessibility();
});

test("an unknown error in the address shows no message", async ({ page }) => {
  await page.goto("/sign-in?error=Your+account+is+closed,+call+555");
  await expect(page.getByRole("main").getByRole("alert")).toHaveCount(0);
});

test("at an address that is not the public one, the page links to the public one", async ({
  page,
  baseURL,
  checkAccessibility,
}) => {
  const elsewhere = (baseURL ?? "").replace("localhost", "127.0.0.1");
  await page.goto(`${elsewhere}/sign-in?returnTo=/trash`);
  await expect(page.getByRole("main").getByRole("alert")).toContainText(
    `This Roomkeeper is at ${baseURL}`,
  );
  await checkAccessibility();
  await page.getByRole("link", { name: "Continue with Plex" }).click();
  await expect(page).toHaveURL(`${baseURL}/sign-in?returnTo=%2Ftrash`);
  await page.goto(`${elsewhere}/sign-in/link?code=abc`);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText(`This Roomkeeper is at ${baseURL}`)).toBeVisible();
  await page.getByRole("link", { name: `Open ${baseURL}` }).click();
  await expect(page).toHaveURL(new RegExp(`^${baseURL}/`));
});

test("a sign-in comes back to this site only", async ({ page, baseURL }) => {
  await page.goto("/sign-in?returnTo=//evil.example/x");
  await page.getByRole("link", { name: "Continue with Plex" }).click();
  await page.getByRole("button", { name: "newcomer" }).click();
  await expect(page).toHaveURL(`${baseURL}/`);
});

test("two tabs that both went to Plex both return and are signed in", async ({ page, context }) => {
  const other = await context.newPage();
  for (const tab of [page, other]) {
    await tab.goto("/sign-in?returnTo=/account");
    await tab.getByRole("link", { name: "Continue with Plex" }).click();
    await expect(tab.getByRole("button", { name: "newcomer" })).toBeVisible();
  }
  for (const tab of [other, page]) {
    await tab.getByRole("button", { name: "newcomer" }).click();
    await expect(tab.getByRole("heading", { name: "Account", level: 1 })).toBeVisible();
  }
});

test("a person who signed in with the wrong account can change to another", async ({
  page,
  signIn,
}) => {
  await signIn("newcomer");
  await page.goto("/sign-in");
  await expect(page.getByText("Signed in as @newcomer")).toBeVisible();
  await page.getByRole("button", { name: "Sign out and use another account" }).click();
  await expect(page.getByRole("link", { name: "Continue with Plex" })).toBeVisible();
  await page.goto("/account");
  await expect(page).toHaveURL(/sign-in\?returnTo=%2Faccount/);
});

test("a person signs out their other browsers and downloads their data", async ({
  page,
  signIn,
  browser,
  contextOptions,
  baseURL,
  checkAccessibility,
}, info) => {
  const guest = GUEST[info.project.name] ?? "walter";
  const elsewhere = await browser.newContext({ ...contextOptions, baseURL });
  const couch = await elsewhere.newPage();
  await signIn(guest, couch);
  await signIn(guest);
  await page.goto("/account");
  await expect(page.getByText("This browser", { exact: true })).toBeVisible();
  await expect(page.getByRole("complementary", { name: "New sign-in" })).toBeVisible();
  await checkAccessibility();
  await page.getByRole("button", { name: "Sign out all others" }).click();
  await expect(page.getByRole("status")).toContainText("signed out");
  await couch.goto("/account");
  await expect(couch).toHaveURL(/sign-in/);
  await elsewhere.close();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download my data" }).click();
  expect((await download).suggestedFilename()).toBe("roomkeeper-account.json");
});

test("a change that was sent after the session had ended can be confirmed after the next sign-in, without scripts", async ({
  browser,
  baseURL,
  contextOptions,
  gameServer,
  checkAccessibility,
  signIn,
}, info) => {
  const guest = GUEST[info.project.name] ?? "walter";
  const roomName = `Too late ${info.project.name}`;
  const creatorPlexUserId = guest === "walter" ? 90210011 : 90210012;
  await gameServer.saveRoom({ roomName, creatorPlexUserId, creatorPlexUsername: guest });
  const context = await browser.newContext({ ...contextOptions, baseURL });
  const page = await context.newPage();
  await signIn(guest, page);
  await page.goto(`/rooms?q=${encodeURIComponent(roomName)}`);
  const room = await page.locator('#main a[href^="/rooms/rm_"]').first().getAttribute("href");
  const plain = await browser.newContext({
    ...contextOptions,
    baseURL,
    javaScriptEnabled: false,
    storageState: await context.storageState(),
  });
  const late = await plain.newPage();
  await late.goto(`${room}/settings`);
  await expireSessions(String(creatorPlexUserId));
  await late.getByRole("link", { name: "Delete the room" }).click();
  const dialog = late.getByRole("dialog", { name: `Delete “${roomName}”?` });
  await dialog.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(late).toHaveURL(/\/sign-in\?returnTo=/);
  await expect(late.getByRole("main").getByRole("alert")).toContainText(
    `to finish: delete “${roomName}”`,
  );
  // The stand-in for Plex needs scripts, so the same browser opens it with scripts enabled.
  await context.clearCookies();
  await context.addCookies(await plain.cookies());
  await page.goto(late.url());
  await checkAccessibility(page);
  await page.getByRole("link", { name: "Continue with Plex" }).click();
  await page.getByRole("button", { name: guest, exact: true }).click();
  await expect(page.getByRole("heading", { name: "Finish your change?" })).toBeVisible();
  await checkAccessibility(page);
  await page.getByRole("button", { name: `Delete “${roomName}”` }).click();
  await page.goto("/trash");
  await expect(page.getByText(roomName).first()).toBeVisible();
  await context.close();
  await plain.close();
});

test("a one-time link works once, and only with its button", async ({ page, browser, baseURL }) => {
  const link = await newAdminLink();
  await page.goto(link);
  await page.reload();
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("link", { name: "Admin" }).first()).toBeVisible();
  const second = await browser.newPage({ baseURL });
  await second.goto(link);
  await second.getByRole("button", { name: "Sign in" }).click();
  await expect(second.getByRole("main").getByRole("alert")).toContainText("already used");
  await second.close();
});

// A second try finds the instance set up, so this story has one try only.
test(
  "the setup code makes the first admin, and no other",
  { tag: "@once" },
  async ({ page, signIn, setupCode, checkAccessibility }, info) => {
    test.skip(info.project.name !== "desktop", "an instance can be set up only once");
    await page.goto("/setup");
    await expect(page.getByRole("heading", { name: "Become the admin" })).toBeVisible();
    await checkAccessibility();
    // No other story signs in as this person, who is an admin from here on.
    await signIn("founder");
    await page.goto("/setup");
    await page.getByLabel("Setup code").fill("2222-2222-2222");
    await page.getByRole("button", { name: "Become the admin" }).click();
    await expect(page.getByRole("main").getByRole("alert")).toContainText("not the setup code");
    await page.getByLabel("Setup code").fill(setupCode.toLowerCase());
    await page.getByRole("button", { name: "Become the admin" }).click();
    await expect(page.getByRole("heading", { name: "Spaces and tokens" })).toBeVisible();
    await page.goto("/setup");
    await expect(page.getByRole("heading", { name: "Roomkeeper has its admin." })).toBeVisible();
  },
);

test("the sign-in page works without scripts", async ({ browser, baseURL, contextOptions }) => {
  const context = await browser.newContext({
    ...contextOptions,
    baseURL,
    javaScriptEnabled: false,
  });
  const page = await context.newPage();
  await page.goto(await newAdminLink());
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.goto("/account");
  await page.getByRole("button", { name: "Sign out and use another account" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("Signed out");
  await context.close();
});
