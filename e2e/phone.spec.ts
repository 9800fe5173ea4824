import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures";

/** What must be visible on a phone: that rooms can be selected, every filter, and the open tab. */
test.skip(({ isMobile }) => !isMobile, "a desktop has more space than a phone");

const OWNER = { creatorPlexUserId: 73920018, creatorPlexUsername: "Ines" };
const TOUCH = 44;

/** Checks that the box is visible, and that a tap within a finger's width of its middle hits it. */
async function expectSelectable(box: Locator): Promise<void> {
  await box.scrollIntoViewIfNeeded();
  const look = await box.evaluate((input) => {
    const { opacity, borderTopWidth } = getComputedStyle(input);
    return { opacity, isDrawn: borderTopWidth !== "0px" };
  });
  expect(look).toEqual({ opacity: "1", isDrawn: true });
  const hits = await box.evaluate(
    (input, reach) => {
      const { left, top, width, height } = input.getBoundingClientRect();
      const corners = [-1, 1].flatMap((x) => [-1, 1].map((y) => ({ x, y })));
      return corners.map(({ x, y }) => {
        const at = document.elementFromPoint(
          left + width / 2 + x * reach,
          top + height / 2 + y * reach,
        );
        return at === input || (at instanceof HTMLLabelElement && at.control === input);
      });
    },
    TOUCH / 2 - 1,
  );
  expect(hits).toEqual([true, true, true, true]);
}

test("rooms in each list can be selected by touch and with the keyboard, and this is visible", async ({
  page,
  adminPage,
  signIn,
  gameServer,
}) => {
  const names = ["Choose me one", "Choose me two", "Choose me gone"];
  for (const roomName of names) await gameServer.saveRoom({ ...OWNER, roomName });
  await gameServer.deleteRoom("Choose me gone");
  await signIn(OWNER.creatorPlexUsername);
  const lists: [Page, string][] = [
    [page, "/rooms?q=Choose+me"],
    [page, "/rooms?q=Choose+me&status=trash"],
    [adminPage, "/admin/rooms?q=Choose+me"],
  ];
  for (const [on, address] of lists) {
    await on.goto(address);
    const bar = on.getByRole("region", { name: "Selected rooms" });
    await expect(bar).toBeHidden();
    const boxes = on.getByRole("checkbox", { name: /^Select Choose me/ });
    for (const box of await boxes.all()) await expectSelectable(box);
    await expect(on.getByText(/^Select all \d+$/)).toBeVisible();
    const all = on.getByRole("checkbox", { name: /^Select all/ });
    await expectSelectable(all);
    await boxes.first().focus();
    await on.keyboard.press("Space");
    await expect(bar).toBeVisible();
    await expect(on.getByText("1 selected")).toBeVisible();
    await all.check();
    await expect(on.getByText(`${await boxes.count()} selected`)).toBeVisible();
    await on.getByRole("button", { name: "Clear selection" }).click();
    await expect(bar).toBeHidden();
  }
  for (const name of names) await gameServer.deleteRoom(name);
});

test("rooms can be selected without scripts, and this is visible", async ({
  page,
  signIn,
  gameServer,
  browser,
  contextOptions,
  baseURL,
}) => {
  await gameServer.saveRoom({ ...OWNER, roomName: "Choose me plainly" });
  await signIn(OWNER.creatorPlexUsername);
  const storageState = await page.context().storageState();
  const context = await browser.newContext({
    ...contextOptions,
    baseURL,
    javaScriptEnabled: false,
    storageState,
  });
  const plain = await context.newPage();
  await plain.goto("/rooms?q=Choose+me+plainly");
  const box = plain.getByRole("checkbox", { name: "Select Choose me plainly" });
  await expect(box).toHaveCSS("opacity", "1");
  await expect(plain.getByText("Select all 1", { exact: true })).toBeVisible();
  await plain.getByRole("checkbox", { name: "Select all 1" }).check();
  await plain.getByRole("button", { name: "Extend" }).click();
  await expect(plain.getByRole("heading", { name: "Extend 1 room?" })).toBeVisible();
  await context.close();
  await gameServer.deleteRoom("Choose me plainly");
});

/** The filters that a person cannot see, or can see only after a sideways scroll to which nothing points. */
async function cutOffFilters(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const filters = [
      ...document.querySelectorAll<HTMLElement>(
        'main [data-filters] :is(a, summary, input), main [role="group"] a',
      ),
    ];
    if (filters.length === 0) return ["there are no filters here"];
    return filters.flatMap((filter) => {
      if (!filter.checkVisibility() || filter.closest("[data-menu-list], .sr-only")) return [];
      const { left, right } = filter.getBoundingClientRect();
      const inside = left >= 0 && right <= innerWidth;
      const isCut = filter.scrollWidth > filter.clientWidth + 1 && filter.tagName !== "INPUT";
      return inside && !isCut ? [] : [`${filter.textContent?.trim()}: ${left} to ${right}`];
    });
  });
}

test("no filter is cut off on any page", async ({ adminPage: page, gameServer }) => {
  await gameServer.saveRoom({ ...OWNER, roomName: "Filter me" });
  await page.goto("/admin/tokens");
  const space = await page.request.post("/api/dashboard/spaces", {
    headers: { origin: new URL(page.url()).origin, accept: "application/json" },
    data: { name: `filters ${Date.now()}` },
  });
  const webhook = await page.request.post("/api/dashboard/webhooks", {
    headers: { origin: new URL(page.url()).origin, accept: "application/json" },
    data: {
      spaceId: (await space.json()).data.id,
      url: "http://127.0.0.1:9/filters",
      eventTypes: ["room.deleted"],
      allowPrivate: "on",
    },
  });
  const addresses = [
    "/rooms?whose=everyone",
    "/rooms?whose=everyone&status=trash&type=unanimous&activity=quiet&sort=ratings",
    "/admin/rooms",
    "/admin/people",
    "/admin/people?show=unseen",
    "/admin/audit",
    "/analytics?whose=everyone",
    `/admin/webhooks/${(await webhook.json()).data.id}`,
  ];
  for (const width of [320, 390]) {
    await page.setViewportSize({ width, height: 844 });
    for (const address of addresses) {
      await page.goto(address);
      expect.soft(await cutOffFilters(page), `${address} at ${width}`).toEqual([]);
    }
  }
  await gameServer.deleteRoom("Filter me");
});

test("the open tab is visible, and tabs that continue beyond the edge fade out there", async ({
  adminPage: page,
  gameServer,
}) => {
  await gameServer.saveRoom({ ...OWNER, roomName: "Last tab" });
  await page.goto("/rooms?whose=everyone&q=Last+tab");
  const room = await page.locator('#main a[href^="/rooms/rm_"]').first().getAttribute("href");
  for (const motion of ["no-preference", "reduce"] as const) {
    await page.emulateMedia({ reducedMotion: motion });
    for (const address of [`${room}/settings`, "/admin/jobs", "/admin/rooms"]) {
      await page.goto(address);
      const open = page.locator("[data-tabs] a[aria-current=page]");
      await expect(open).toBeInViewport({ ratio: 1 });
      const hidden = page.locator("[data-tabs]").evaluate((tabs) => {
        const { scrollLeft, scrollWidth, clientWidth } = tabs;
        return { before: scrollLeft > 1, after: scrollLeft + clientWidth < scrollWidth - 1 };
      });
      const fades = page.locator("[data-tabs]").evaluate((tabs) => {
        const length = (name: string) =>
          Number.parseFloat(getComputedStyle(tabs).getPropertyValue(name));
        return { before: length("--fade-before") > 8, after: length("--fade-after") > 8 };
      });
      expect(await fades, `${address}, ${motion}`).toEqual(await hidden);
    }
  }
  await gameServer.deleteRoom("Last tab");
});

test("the commands of a backup fit the page, and are in blocks of their own", async ({
  adminPage: page,
}) => {
  for (const width of [320, 390]) {
    await page.setViewportSize({ width, height: 844 });
    await page.goto("/admin/data");
    const section = page.locator("div:has(> figure [data-copy])");
    await expect(section.getByText("admin -- backup")).toBeVisible();
    const boxes = await section
      .locator(":scope > *")
      .evaluateAll((parts) =>
        parts.map((part) => part.getBoundingClientRect().toJSON() as DOMRect),
      );
    for (const { left, right } of boxes) {
      expect(left).toBeGreaterThanOrEqual(0);
      expect(right).toBeLessThanOrEqual(width);
    }
    for (const command of await section.locator("pre").all()) {
      const isCut = await command.evaluate((pre) => pre.scrollWidth > pre.clientWidth);
      expect(isCut).toBe(false);
    }
    for (const [index, box] of boxes.slice(1).entries())
      expect(box.top - (boxes[index]?.bottom ?? 0)).toBeGreaterThanOrEqual(8);
  }
});
