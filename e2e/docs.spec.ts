import { expect, test } from "./fixtures";

test("the docs can be read with the sidebar and with the links to the next page, also on a phone", async ({
  page,
  isMobile,
  checkAccessibility,
}) => {
  await page.goto("/docs");
  await expect(page.getByRole("banner").getByRole("link", { name: "Sign in" })).toBeVisible();
  await checkAccessibility();
  if (isMobile) await page.getByText("All pages").click();
  const nav = page.getByRole("navigation", {
    name: isMobile ? "Docs, all pages" : "Docs",
    exact: true,
  });
  await nav.getByRole("link", { name: "Rooms", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Rooms" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Save a room" })).toBeVisible();
  await checkAccessibility();
  await page.getByRole("link", { name: /^Next/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Ratings" })).toBeVisible();
  await page.getByRole("link", { name: /^Previous/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Rooms" })).toBeVisible();
});

test("a link to the former one-page reference leads to the operation", async ({ page }) => {
  await page.goto("/docs/api#put-room");
  await page.waitForURL("/docs/api/rooms#put-room");
  await expect(page.getByRole("heading", { name: "Save a room" })).toBeInViewport();
  await page.goto("/docs/api#locked");
  await page.waitForURL("/docs/api/errors#locked");
});

test("the search finds an operation with the keyboard alone", async ({
  page,
  isMobile,
  checkAccessibility,
}) => {
  test.skip(isMobile, "a phone has no keyboard");
  await page.goto("/docs/webhooks");
  const field = page.getByRole("combobox", { name: "Search the docs" });
  await expect(async () => {
    await page.keyboard.press("/");
    await expect(field).toBeFocused({ timeout: 500 });
  }).toPass();
  await field.fill("rating back");
  await expect(page.getByRole("option", { name: /Take a rating back/ })).toBeVisible();
  await checkAccessibility();
  await field.press("ArrowDown");
  await field.press("Enter");
  await page.waitForURL("/docs/api/ratings#delete-room-ratings");
  await field.fill("zebra");
  await expect(page.getByText("No page contains “zebra”.")).toBeVisible();
});

test("a command can be copied, and the layout does not shift", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/docs/api/health");
  const code = page.locator("figure:has([data-copy])").first();
  const button = code.locator("[data-copy]");
  await expect(button).toBeVisible();
  const before = await code.boundingBox();
  await button.click();
  await expect(button).toContainText("Copied");
  expect(await code.boundingBox()).toEqual(before);
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe((await code.locator("code").textContent()) ?? "");
  expect(copied).toContain("curl 'http");
});

test("without scripts the docs can be read and searched, and show no button that does nothing", async ({
  browser,
  contextOptions,
  baseURL,
}) => {
  const context = await browser.newContext({
    ...contextOptions,
    baseURL,
    javaScriptEnabled: false,
  });
  const page = await context.newPage();
  await page.goto("/docs/api/health");
  await expect(page.locator("figure:has([data-copy]) pre").first()).toContainText(
    "/api/health/ready",
  );
  await expect(page.locator("[data-copy]").first()).toBeHidden();
  await page.getByRole("combobox", { name: "Search the docs" }).fill("idempotency key");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/docs\/search\?q=idempotency\+key/);
  await page.getByRole("link", { name: "Send an Idempotency-Key" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Idempotency" })).toBeVisible();
  await context.close();
});

test("a signed-in person sees the dashboard's header around the docs", async ({
  page,
  signIn,
}, info) => {
  await signIn(info.project.name === "phone" ? "agnes" : "walter");
  await page.goto("/docs/api/rooms");
  const bar = page.getByRole("navigation", {
    name: info.project.name === "phone" ? "Main, phone" : "Main",
    exact: true,
  });
  await expect(bar.getByRole("link", { name: "Rooms" })).toBeVisible();
});

test("the server highlights the code, and no script of the page contains the highlighter", async ({
  page,
}) => {
  await page.goto("/docs/api/rooms");
  await expect(page.locator(".hljs-string").first()).toBeVisible();
  const addresses = await page.evaluate(() => [...document.scripts].map(({ src }) => src));
  const scripts = await Promise.all(
    addresses.filter(Boolean).map(async (address) => (await fetch(address)).text()),
  );
  expect(scripts.length).toBeGreaterThan(0);
  expect(scripts.filter((text) => /registerLanguage|highlight\.js/.test(text))).toEqual([]);
});
