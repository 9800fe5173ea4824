import { readdirSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { DOCS_PAGES } from "@/components/docs/docs-pages";
import { ROOM_ACTS } from "@/components/rooms/room-acts";
import { expect, test } from "./fixtures";
import { CROWDED, createHostileData, type HostileData, PERSON_WITHOUT_ROOMS } from "./hostile-data";

type Who = "nobody" | "empty" | "crowded" | "admin";
type Visits = Partial<Record<Who, (ground: HostileData) => string[]>>;

const ofRooms = (tab: string): Visits => {
  const addresses = ({ liveRoom, quietRoom, trashedRoom }: HostileData) =>
    [liveRoom, quietRoom, trashedRoom].map((id) => `/rooms/${id}${tab}`);
  return { crowded: addresses, admin: addresses };
};
const forAdmin = (...addresses: string[]): Visits => ({ admin: () => addresses });
const all = (...addresses: string[]): Visits => ({
  empty: () => addresses,
  crowded: () => addresses,
  admin: () => addresses,
});

/** Every page of the app by its path, with the addresses and the people with whom the test opens it. */
const CASES: Record<string, Visits> = {
  "/": all("/"),
  "/[...unknown]": { nobody: () => ["/nowhere"], ...all("/nowhere") },
  "/account": all("/account"),
  "/agreed": all("/agreed", "/agreed?genre=None", "/agreed?draw=0.5#picked"),
  "/analytics": all("/analytics", "/analytics?period=all"),
  "/confirm-address": { nobody: () => ["/confirm-address", "/confirm-address?code=made-up"] },
  "/g/[token]": {
    nobody: ({ linkPath }) => [linkPath, `${linkPath}?length=long`, `/g/${"x".repeat(22)}`],
  },
  "/leaving": { nobody: () => ["/leaving", "/leaving?act=keep&code=made-up"] },
  "/rooms": all(
    "/rooms",
    "/rooms?whose=everyone&status=any",
    "/rooms?status=trash",
    `/rooms?q=${"nothing-like-this".repeat(10)}`,
  ),
  "/rooms/bulk": {
    crowded: ({ liveRoom, quietRoom }) =>
      ["extend", "expire", "delete"].map(
        (action) => `/rooms/bulk?action=${action}&room=${liveRoom}&room=${quietRoom}`,
      ),
    admin: ({ trashedRoom }) => [`/rooms/bulk?action=restore&room=${trashedRoom}`],
  },
  "/rooms/[id]": {
    ...ofRooms(""),
    crowded: ({ liveRoom, quietRoom, trashedRoom }) => [
      `/rooms/${liveRoom}`,
      `/rooms/${quietRoom}`,
      `/rooms/${trashedRoom}`,
      `/rooms/${liveRoom}#picked`,
      `/rooms/${liveRoom}?show=link`,
      `/rooms/${quietRoom}?show=link`,
      `/rooms/${liveRoom}?length=long`,
    ],
  },
  "/rooms/[id]/activity": ofRooms("/activity"),
  "/rooms/[id]/analytics": ofRooms("/analytics"),
  "/rooms/[id]/matches": ofRooms("/matches"),
  "/rooms/[id]/people": ofRooms("/people"),
  "/rooms/[id]/settings": ofRooms("/settings"),
  "/rooms/[id]/stay": ofRooms("/stay"),
  "/trash": all("/trash"),
  "/unfinished": all("/unfinished"),
  "/admin": forAdmin("/admin"),
  "/admin/[...unknown]": {
    nobody: () => ["/admin/nowhere"],
    ...all("/admin/nowhere", "/admin/people"),
  },
  "/admin/audit": forAdmin("/admin/audit", "/admin/audit?q=nobody-at-all"),
  "/admin/data": forAdmin("/admin/data"),
  "/admin/data/[id]": { admin: ({ importId }) => [`/admin/data/${importId}`] },
  "/admin/jobs": forAdmin("/admin/jobs"),
  "/admin/people": forAdmin("/admin/people", "/admin/people?q=nobody-at-all"),
  "/admin/plex": forAdmin("/admin/plex"),
  "/admin/rooms": forAdmin("/admin/rooms", "/admin/rooms?q=nothing-like-this"),
  "/admin/tokens": forAdmin("/admin/tokens"),
  "/admin/webhooks": forAdmin("/admin/webhooks"),
  "/admin/webhooks/[id]": { admin: ({ webhookId }) => [`/admin/webhooks/${webhookId}`] },
  "/docs": { nobody: () => ["/docs"], crowded: () => ["/docs"] },
  "/docs/api": { nobody: () => ["/docs/api"] },
  "/docs/api/[topic]": {
    nobody: () => DOCS_PAGES.map(({ href }) => href).filter((href) => /api\/./.test(href)),
  },
  "/docs/search": { nobody: () => ["/docs/search?q=room", "/docs/search?q=nothing-like-this"] },
  "/docs/moviematch": { nobody: () => ["/docs/moviematch"] },
  "/docs/storage": { nobody: () => ["/docs/storage"] },
  "/docs/warnings": { nobody: () => ["/docs/warnings"] },
  "/docs/webhooks": { nobody: () => ["/docs/webhooks"] },
  "/setup": { nobody: () => ["/setup"] },
  "/sign-in": { nobody: () => ["/sign-in", "/sign-in?error=timed_out"] },
  "/sign-in/banned": { nobody: () => ["/sign-in/banned"] },
  "/sign-in/link": { nobody: () => [`/sign-in/link?code=${"x".repeat(200)}`] },
};

/** The addresses of the pages, made from their folders without those that are not part of an address. */
function pagesOfTheTree(): string[] {
  return readdirSync("app", { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|\/)page\.tsx$/.test(file))
    .map((file) => `/${path.dirname(file)}`.replaceAll(/\/\([^)]*\)/g, "") || "/")
    .map((address) => (address === "/." ? "/" : address))
    .sort();
}

test.describe("every page", () => {
  test.skip(({ isMobile }) => !isMobile, "a desktop has more space than a phone");

  test("has a case here", () => {
    expect(Object.keys(CASES).sort()).toEqual(pagesOfTheTree());
  });

  test("fits a narrow phone with any content, and uses the same name for each action", async ({
    page,
    signIn,
    gameServer,
    adminPage,
    browser,
    baseURL,
    contextOptions,
    allowConsoleErrors,
  }) => {
    test.setTimeout(900_000);
    allowConsoleErrors(/404/);
    const ground = await createHostileData(gameServer, adminPage, baseURL ?? "");
    const newPage = async () =>
      (await browser.newContext({ ...contextOptions, baseURL })).newPage();
    await signIn(CROWDED.username);
    const pages: Record<Who, Page> = {
      nobody: await newPage(),
      empty: await newPage(),
      crowded: page,
      admin: adminPage,
    };
    await signIn(PERSON_WITHOUT_ROOMS, pages.empty);
    for (const visits of Object.values(CASES)) {
      for (const [who, addresses] of Object.entries(visits)) {
        for (const address of addresses(ground)) {
          expect.soft(await look(pages[who as Who], address), `${who} at ${address}`).toEqual([]);
        }
      }
    }
    await pages.nobody.context().close();
    await pages.empty.context().close();
  });
});

const WIDTHS = [320, 390];

/** The faults of a page at these sizes, as sentences. */
async function look(page: Page, address: string): Promise<string[]> {
  const faults: string[] = [];
  await page.goto(address, { waitUntil: "domcontentloaded" });
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 844 });
    const wide = await page.evaluate(findWide, width);
    if (wide) faults.push(`${width} px: ${wide}`);
  }
  faults.push(...(await page.evaluate(findCutOff)));
  for (const { verb, label } of await page.evaluate(readActs)) {
    const act = ROOM_ACTS.find((known) => known.verb === verb);
    if (act && !act.says.test(label)) faults.push(`“${label}” does what is called ${act.says}`);
  }
  return faults;
}

/**
 * Runs in the page: names the elements that make the document too wide. A phone's window becomes wider with the document, so the width is a
 * parameter.
 */
function findWide(width: number): string | null {
  const { scrollWidth } = document.documentElement;
  if (scrollWidth <= width) return null;
  const wide = [...document.querySelectorAll("main *")].filter((element) => {
    const { left, right } = element.getBoundingClientRect();
    return right > width + 1 && left < width && element.closest("svg, .sr-only") === null;
  });
  const last = wide.slice(-3).map((element) => element.outerHTML.slice(0, 160));
  return `${scrollWidth} px wide: ${last.join(" | ")}`;
}

/** Runs in the page: opens each menu and each dialog one after the other, and names those that do not fit the window. */
function findCutOff(): string[] {
  const faults: string[] = [];
  const check = (what: string, element: Element | null) => {
    if (!element) return;
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const fits = left >= -1 && right <= innerWidth + 1 && top >= -1 && bottom <= innerHeight + 1;
    if (!fits) faults.push(`${what} reaches out of the window: ${[left, top, right, bottom]}`);
    if (element.scrollWidth > element.clientWidth + 1) faults.push(`${what} scrolls sideways`);
  };
  for (const menu of document.querySelectorAll<HTMLDetailsElement>("details[data-menu]")) {
    menu.open = true;
    check(
      `the menu “${menu.querySelector("summary")?.ariaLabel}”`,
      menu.querySelector("[data-menu-list]"),
    );
    menu.open = false;
  }
  for (const dialog of document.querySelectorAll("[data-dialog]")) {
    location.hash = dialog.id;
    check(`the dialog #${dialog.id}`, dialog.querySelector('[role="dialog"]'));
  }
  if (location.hash) history.replaceState(null, "", location.pathname + location.search);
  return faults;
}

/** Runs in the page: finds every button that changes a room, with the verb of its address and its text. */
function readActs(): { verb: string; label: string }[] {
  const buttons = [...document.querySelectorAll<HTMLButtonElement>("main button[type=submit]")];
  return buttons.flatMap((button) => {
    const target = new URL(button.formAction, location.href).pathname;
    const verb = /^\/api\/dashboard\/rooms\/[^/]+\/([a-z]+)$/.exec(target)?.[1];
    const many = button.name === "action" ? button.value : undefined;
    const found = verb ?? many;
    return found ? [{ verb: found, label: (button.textContent ?? "").trim() }] : [];
  });
}
