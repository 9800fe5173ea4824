import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

/** Floating elements at the foot of the page, and menus. At both sizes they must not cover anything that people need. */

const OWNER = {
  desktop: { creatorPlexUserId: 20933415, creatorPlexUsername: "j.okafor" },
  phone: { creatorPlexUserId: 51007723, creatorPlexUsername: "Priya" },
} as const;
const ownerOf = (project: string) => OWNER[project === "phone" ? "phone" : "desktop"];
const MANY = 14;
const LAST = "tbody:last-of-type [data-row]:last-child";

async function openMany(
  gameServer: { saveRoom: (room: { roomName: string }) => Promise<unknown> },
  project: string,
  mark: string,
): Promise<string[]> {
  const names = Array.from({ length: MANY }, (_, index) => `${mark} ${project} ${index}`);
  for (const roomName of names) await gameServer.saveRoom({ ...ownerOf(project), roomName });
  return names;
}

/** Checks that every control is visible once it has the focus: a tap at its middle hits the control. */
async function coveredControls(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wanted = "main a[href], main button, main input, main summary";
    const covered: string[] = [];
    for (const control of document.querySelectorAll<HTMLElement>(wanted)) {
      if (control.closest("[data-bulk], [data-toast], [data-menu-list], [data-dialog], dialog"))
        continue;
      if (control.closest(".sr-only")) continue;
      if (!control.checkVisibility() || control.matches(".sr-only, [data-selectable] input"))
        continue;
      control.focus();
      control.scrollIntoView({ block: "nearest" });
      const { left, top, width, height } = control.getBoundingClientRect();
      if (width === 0 || height === 0) continue;
      const at = document.elementFromPoint(left + width / 2, top + height / 2);
      const over = at?.closest('[data-bulk], [data-toast], [data-bar="foot"]');
      if (over)
        covered.push(`${over.outerHTML.slice(0, 60)} covers ${control.outerHTML.slice(0, 120)}`);
    }
    return covered;
  });
}

/** Checks that the boxes of these elements do not overlap. */
async function expectApart(page: Page, selectors: string[]): Promise<void> {
  const boxes = await Promise.all(selectors.map((one) => page.locator(one).first().boundingBox()));
  for (const [index, a] of boxes.entries()) {
    for (const b of boxes.slice(index + 1)) {
      if (!a || !b) throw new Error(`One of ${selectors} is not there.`);
      const isApart = a.y + a.height <= b.y + 0.5 || b.y + b.height <= a.y + 0.5;
      expect(isApart, `${JSON.stringify(a)} and ${JSON.stringify(b)}`).toBe(true);
    }
  }
}

for (const reducedMotion of ["no-preference", "reduce"] as const) {
  test(`the toast, the bar of selected rooms and the last row do not overlap (${reducedMotion} motion)`, async ({
    page,
    signIn,
    gameServer,
    checkAccessibility,
  }, { project }) => {
    await page.emulateMedia({ reducedMotion });
    const names = await openMany(gameServer, project.name, `Foot ${reducedMotion}`);
    await signIn(ownerOf(project.name).creatorPlexUsername);
    const list = `/rooms?q=${encodeURIComponent(`Foot ${reducedMotion}`)}`;
    await page.goto(list);
    const rows = page.locator("[data-row]");
    await expect(rows).toHaveCount(MANY);
    await rows
      .first()
      .getByLabel(/^More for/)
      .click();
    await rows.first().getByRole("button", { name: "Extend by a week" }).click();
    await expect(page.locator("[data-toast]")).toContainText("is extended");
    await rows.nth(2).getByRole("checkbox").check();
    await expect(page.getByText("1 selected")).toBeVisible();
    for (const word of ["Extend", "Expire now", "Delete"]) {
      const button = page.locator("[data-bulk]").getByRole("button", { name: word, exact: true });
      await expect(button.getByText(word)).toBeVisible();
      const touch = project.name === "phone" ? 44 : 40;
      expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(touch);
    }
    // The toast stays while the pointer is over it.
    await page.locator("[data-toast]").hover();
    const bar = project.name === "phone" ? ['[data-bar="foot"]'] : [];
    const floating = ["[data-toast]", "[data-bulk]", ...bar];
    await expect
      .poll(() => page.locator("[data-bulk]").evaluate((bar) => getComputedStyle(bar).opacity))
      .toBe("1");
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    await expectApart(page, [...floating, LAST]);
    await checkAccessibility();
    await page.emulateMedia({ reducedMotion });
    await rows.last().locator("a[data-room]").focus();
    await expectApart(page, [...floating, `${LAST} a[data-room]`]);
    expect(await coveredControls(page)).toEqual([]);
    for (const name of names) await gameServer.deleteRoom(name);
  });
}

test("the menu of the last row opens inside the window, also with the keyboard", async ({
  page,
  signIn,
  gameServer,
  isMobile,
}, { project }) => {
  const names = await openMany(gameServer, project.name, "Last row");
  await signIn(ownerOf(project.name).creatorPlexUsername);
  await page.goto("/rooms?q=Last+row");
  const more = page
    .locator("[data-row]")
    .last()
    .getByLabel(/^More for/);
  // The last row is at the lower edge of the window.
  await more.evaluate((button) => button.closest("tr")?.scrollIntoView({ block: "end" }));
  await more.focus();
  await page.keyboard.press("Enter");
  await expectInside(page);
  await page.keyboard.press("Tab");
  await expect(page.locator(`${LAST} [data-menu-list] a`).first()).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(more).toBeFocused();
  await more.click();
  await expectInside(page);
  const lines = page.locator(`${LAST} [data-menu-list] :is(a, button)`);
  for (const line of await lines.all()) {
    expect((await line.boundingBox())?.height).toBeGreaterThanOrEqual(isMobile ? 44 : 40);
  }
  if (isMobile) {
    const box = await more.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
    await page.mouse.click(100, 100);
    await expect(page.locator("[data-menu][open]")).toHaveCount(0);
  }
  for (const name of names) await gameServer.deleteRoom(name);
});

test("the menu of the last row works without scripts", async ({
  signIn,
  gameServer,
  withoutScripts,
}, { project }) => {
  const names = await openMany(gameServer, project.name, "Plain row");
  await signIn(ownerOf(project.name).creatorPlexUsername);
  const plain = await withoutScripts();
  await plain.goto("/rooms?q=Plain+row");
  const last = plain.locator("[data-row]").last();
  await last.getByLabel(/^More for/).click();
  await expectInside(plain);
  await last.getByRole("button", { name: "Extend by a month" }).click();
  await expect(plain.getByText("is extended: it stays until")).toBeVisible();
  for (const name of names) await gameServer.deleteRoom(name);
});

async function expectInside(page: Page): Promise<void> {
  const list = page.locator("[data-menu][open] [data-menu-list]");
  await expect(list).toBeVisible();
  const box = await list.boundingBox();
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  expect(box?.y).toBeGreaterThanOrEqual(0);
  expect(box?.x).toBeGreaterThanOrEqual(0);
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width + 1);
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(height + 1);
}

test("Extend asks for the number of days, and extends the room", async ({
  page,
  signIn,
  gameServer,
  checkAccessibility,
}, { project }) => {
  const roomName = `Ask me ${project.name}`;
  await gameServer.saveRoom({ ...ownerOf(project.name), roomName });
  await signIn(ownerOf(project.name).creatorPlexUsername);
  await page.goto("/rooms?q=Ask+me");
  await page.locator("#main").getByRole("link", { name: roomName }).click();
  await page.locator("#main header summary[aria-label^=More]").click();
  await page.getByRole("link", { name: "Extend", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: `Extend “${roomName}”?` });
  await expect(dialog).toBeVisible();
  await expect(dialog.getByRole("radio", { name: "A week" })).toBeFocused();
  await checkAccessibility();
  await dialog.getByText("A month", { exact: true }).click();
  await dialog.getByRole("button", { name: "Extend", exact: true }).click();
  await expect(page.locator("[data-toast]")).toContainText("is extended: it stays until");
  await page.getByRole("navigation", { name: "Room" }).getByRole("link", { name: "Stay" }).click();
  await expect(page.getByText(/^Leaves on .*, in 120 days\.$/).first()).toBeVisible();
  await gameServer.deleteRoom(roomName);
});
