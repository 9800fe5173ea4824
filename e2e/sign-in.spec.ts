import { expect, newAdminLink, test } from "./fixtures";

/** Stories run at both sizes at the same time, so each size has a guest of its own. */
const GUEST: Record<string, string> = { desktop: "walter", phone: "agnes" };

test("whoever turns back at Plex is told so, and can start again", async ({
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

test("a made-up error in the address says nothing", async ({ page }) => {
  await page.goto("/sign-in?error=Your+account+is+closed,+call+555");
  await expect(page.getByRole("main").getByRole("alert")).toHaveCount(0);
});

test("a sign-in comes back to this site only", async ({ page, baseURL }) => {
  await page.goto("/sign-in?returnTo=//evil.example/x");
  await page.getByRole("link", { name: "Continue with Plex" }).click();
  await page.getByRole("button", { name: "newcomer" }).click();
  await expect(page).toHaveURL(`${baseURL}/`);
});

test("two tabs that both went to Plex both come home", async ({ page, context }) => {
  const other = await context.newPage();
  for (const tab of [page, other]) {
    await tab.goto("/sign-in?returnTo=/account");
    await tab.getByRole("link", { name: "Continue with Plex" }).click();
    await expect(tab.getByRole("button", { name: "newcomer" })).toBeVisible();
  }
  for (const tab of [other, page]) {
    await tab.getByRole("button", { name: "newcomer" }).click();
    await expect(tab.getByRole("heading", { name: "Account" })).toBeVisible();
  }
});

test("the wrong account says so, and leaves for another", async ({ page, signIn }) => {
  await signIn("newcomer");
  await page.goto("/sign-in");
  await expect(page.getByText("Signed in as @newcomer")).toBeVisible();
  await page.getByRole("button", { name: "Sign out and use another account" }).click();
  await expect(page.getByRole("link", { name: "Continue with Plex" })).toBeVisible();
  await page.goto("/account");
  await expect(page).toHaveURL(/sign-in\?returnTo=%2Faccount/);
});

test("an account signs out its other browsers and takes its data along", async ({
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
  await expect(page.getByText("This browser")).toBeVisible();
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

test("a one-time link works once, and only by its button", async ({ page, browser, baseURL }) => {
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

test("the setup code makes its first admin, and no second", async ({
  page,
  signIn,
  setupCode,
  checkAccessibility,
}, info) => {
  test.skip(info.project.name !== "desktop", "a house is set up once");
  await page.goto("/setup");
  await expect(page.getByRole("heading", { name: "Become the admin" })).toBeVisible();
  await checkAccessibility();
  await signIn("newcomer");
  await page.goto("/setup");
  await page.getByLabel("Setup code").fill("2222-2222-2222");
  await page.getByRole("button", { name: "Take the keys" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("not the setup code");
  await page.getByLabel("Setup code").fill(setupCode.toLowerCase());
  await page.getByRole("button", { name: "Take the keys" }).click();
  await expect(page.getByRole("heading", { name: "Spaces and tokens" })).toBeVisible();
  await page.goto("/setup");
  await expect(page.getByRole("heading", { name: "Roomkeeper has its admin." })).toBeVisible();
});

test("the door works without scripts", async ({ browser, baseURL, contextOptions }) => {
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
