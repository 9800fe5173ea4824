import { execFile } from "node:child_process";
import { promisify } from "node:util";
import AxeBuilder from "@axe-core/playwright";
import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import type { SerializedRoom } from "@/lib/match/room";

export { expect } from "@playwright/test";

const run = promisify(execFile);

function given(name: "E2E_URL" | "E2E_DATA_DIR" | "E2E_TOKEN" | "E2E_SETUP_CODE"): string {
  return process.env[name] ?? "";
}

export interface GameServer {
  token: string;
  /** Saves a room as a game server does. Fields that are not given get default values. Resolves when the room is stored. */
  saveRoom(room: Partial<SerializedRoom> & { roomName: string }): Promise<SerializedRoom>;
  /** Deletes a room by name. Does nothing if there is none. */
  deleteRoom(roomName: string): Promise<void>;
}

interface Story {
  /** The setup code that the console printed. */
  setupCode: string;
  gameServer: GameServer;
  /** Signs the page in as one of the stand-in's people, with the same clicks as a person. */
  signIn(username: string, page?: Page): Promise<void>;
  /** Opens a page that runs no scripts, in the session of `page`. It is closed at the end of the story. */
  withoutScripts(): Promise<Page>;
  /** A page of its own that is signed in as admin by a one-time link from the console. */
  adminPage: Page;
  /** Console errors that this story expects; all others fail it. */
  allowConsoleErrors(pattern: RegExp): void;
  /** With E2E_FAIL_FIRST=1 each story fails at its end the first time, which shows that a second try can pass. Not those tagged `@once`. */
  failFirst: undefined;
  /** Fails with every violation that axe finds, in both themes. */
  checkAccessibility(page?: Page): Promise<void>;
}

interface WorkerFixtures {
  /** The cookies of a separate session of an admin. */
  adminCookies: Cookies;
}

type Cookies = Awaited<ReturnType<BrowserContext["cookies"]>>;

export const test = base.extend<Story, WorkerFixtures>({
  baseURL: given("E2E_URL"),

  setupCode: [given("E2E_SETUP_CODE"), { option: true }],

  gameServer: async ({ baseURL }, use) => use(createGameServer(baseURL ?? "")),

  signIn: async ({ page }, use) => {
    await use(async (username, on = page) => {
      await on.goto("/sign-in");
      await on.getByRole("link", { name: "Continue with Plex" }).click();
      await on.getByRole("button", { name: username, exact: true }).click();
      await on.waitForURL((url) => url.origin === given("E2E_URL") && url.pathname !== "/sign-in");
    });
  },

  adminCookies: [
    async ({ browser }, use) => {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(await newAdminLink());
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
      const cookies = await context.cookies();
      await context.close();
      await use(cookies.filter(({ name }) => name.endsWith("_session")));
    },
    { scope: "worker" },
  ],

  withoutScripts: async ({ browser, baseURL, contextOptions, page }, use) => {
    const opened: BrowserContext[] = [];
    await use(async () => {
      const storageState = await page.context().storageState();
      const plain = { ...contextOptions, baseURL, storageState, javaScriptEnabled: false };
      opened.push(await browser.newContext(plain));
      return (opened.at(-1) as BrowserContext).newPage();
    });
    for (const context of opened) await context.close();
  },

  adminPage: async ({ browser, contextOptions, adminCookies }, use) => {
    const context = await browser.newContext({ ...contextOptions, baseURL: given("E2E_URL") });
    await context.addCookies(adminCookies);
    await use(await context.newPage());
    await context.close();
  },

  allowConsoleErrors: [
    async ({ context }, use) => {
      const seen: string[] = [];
      const allowed: RegExp[] = [];
      context.on("console", (message) => {
        const { url } = message.location();
        const isOurs = url === "" || url.startsWith(given("E2E_URL"));
        if (message.type() !== "error" || !isOurs) return;
        seen.push(`${message.text()} (${url})`);
      });
      context.on("weberror", (error) => seen.push(String(error.error())));
      await use((pattern) => allowed.push(pattern));
      const unexpected = seen.filter((text) => !allowed.some((pattern) => pattern.test(text)));
      expect(unexpected, "unexpected errors on the browser's console").toEqual([]);
    },
    { auto: true },
  ],

  failFirst: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from here
    async ({}, use, { retry, tags }) => {
      await use(undefined);
      const isAsked = process.env.E2E_FAIL_FIRST === "1" && !tags.includes("@once");
      if (isAsked && retry === 0) throw new Error("E2E_FAIL_FIRST");
    },
    { auto: true },
  ],

  checkAccessibility: async ({ page }, use) => {
    await use(async (on = page) => {
      // After a click, Next may show a page shortly before its title arrives.
      await expect(on).toHaveTitle(/./);
      for (const colorScheme of ["light", "dark"] as const) {
        await on.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        // The pages have no frames from other sites, so axe needs no second page. Only its checks of colours depend on the theme.
        const axe = new AxeBuilder({ page: on }).setLegacyMode(true);
        if (colorScheme === "dark") axe.withRules(["color-contrast"]);
        const { violations } = await axe.analyze();
        const found = violations.flatMap(({ id, help, nodes }) =>
          nodes.map((node) => `${colorScheme}: ${id}, ${help}: ${node.html}`),
        );
        expect(found).toEqual([]);
      }
    });
  },
});

/** A game server with a token; without one, that of the first space. */
export function createGameServer(baseUrl: string, token = given("E2E_TOKEN")): GameServer {
  const call = async (method: string, roomName: string, body?: SerializedRoom) => {
    const url = new URL("/api/v1/room", baseUrl);
    url.searchParams.set("name", roomName);
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const reply = await fetch(url, { method, headers, body: body && JSON.stringify(body) });
    if (!reply.ok && !(method === "DELETE" && [404, 410].includes(reply.status))) {
      throw new Error(`${method} ${roomName}: ${reply.status} ${await reply.text()}`);
    }
  };
  return {
    token,
    async saveRoom(given) {
      const room: SerializedRoom = {
        sort: "random",
        createdAt: new Date(Date.now() - 60 * 60 * 1000).toISOString(),
        creatorPlexUserId: 18402277,
        creatorPlexUsername: "mara_k",
        roomType: "standard",
        ratings: {},
        userProgress: {},
        ...given,
      };
      await call("PUT", room.roomName, room);
      return room;
    },
    deleteRoom: (roomName) => call("DELETE", roomName),
  };
}

/** A one-time link from the console, as `npm run -s admin -- link` prints it. */
export async function newAdminLink(): Promise<string> {
  const args = ["--import", "tsx", "scripts/admin.ts", "link"];
  const env = { ...process.env, DATA_DIR: given("E2E_DATA_DIR"), PUBLIC_URL: given("E2E_URL") };
  return (await run(process.execPath, args, { env })).stdout.trim();
}
