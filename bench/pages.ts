import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Browser, type BrowserContextOptions, chromium } from "playwright";
import { startAppProcess } from "@/e2e/app-process";
import { freePort } from "@/lib/embedded-postgres/free-port";
import { findBrowser } from "@/scripts/find-browser.mjs";

/*
 * npm run bench -- pages: what a phone loads the first time it opens the list of rooms, a room and the analytics of the demo, from the
 * production build. Bytes are those of compressed bodies; CLS is the sum of layout shifts (https://web.dev/articles/cls).
 */

const GOALS = { script: 120_000, font: 100_000, cls: 0 };
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 };

interface FirstLoad {
  page: string;
  script: number;
  font: number;
  style: number;
  cls: number;
}

const dataDir = await mkdtemp(path.join(tmpdir(), "roomkeeper-pages-"));
const port = await freePort(0, "127.0.0.1");
const origin = `http://localhost:${port}`;
const app = startAppProcess({ PORT: String(port), DATA_DIR: dataDir, PUBLIC_URL: origin }, [
  process.execPath,
  "scripts/start.mjs",
  "--demo",
]);
try {
  await app.opened();
  const executablePath = await findBrowser();
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const browser = await chromium.launch({ executablePath, args });
  report(await measure(browser));
  await browser.close();
} finally {
  await app.stop();
  await rm(dataDir, { recursive: true, force: true });
}

async function measure(browser: Browser): Promise<FirstLoad[]> {
  const context = await browser.newContext(PHONE);
  const page = await context.newPage();
  await page.goto(/Sign-in link\s+(\S+)/.exec(app.stdout())?.[1] ?? origin);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  await page.goto(`${origin}/rooms`);
  const room = await page.locator('a[href^="/rooms/rm_"]').first().getAttribute("href");
  const storageState = await context.storageState();
  await context.close();
  const loads: FirstLoad[] = [];
  for (const [name, address] of [
    ["list", "/rooms"],
    ["room", room ?? ""],
    ["analytics", "/analytics"],
  ] as const) {
    loads.push({ page: name, ...(await firstLoad(browser, address, { ...PHONE, storageState })) });
  }
  return loads;
}

/** Opens a page in a browser that has nothing in its cache. */
async function firstLoad(browser: Browser, address: string, options: BrowserContextOptions) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const bytes: Record<string, number> = {};
  page.on("requestfinished", async (request) => {
    const { responseBodySize } = await request.sizes();
    const type = request.resourceType();
    bytes[type] = (bytes[type] ?? 0) + responseBodySize;
  });
  await page.addInitScript(() => {
    const seen = window as unknown as { shifts: number };
    seen.shifts = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, hadRecentInput } = entry as unknown as LayoutShift;
        if (!hadRecentInput) seen.shifts += value;
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(origin + address, { waitUntil: "load" });
  await page.waitForTimeout(3_000);
  const cls = await page.evaluate(() => (window as unknown as { shifts: number }).shifts);
  await context.close();
  const { script = 0, font = 0, stylesheet: style = 0 } = bytes;
  return { script, font, style, cls };
}

interface LayoutShift {
  value: number;
  hadRecentInput: boolean;
}

function report(loads: readonly FirstLoad[]): void {
  const line = (cells: readonly (string | number)[]) =>
    process.stdout.write(`${cells.map((cell) => String(cell).padStart(12)).join("")}\n`);
  line(["first load", "scripts", "fonts", "styles", "CLS"]);
  for (const { page, script, font, style, cls } of loads) {
    line([page, script, font, style, cls.toFixed(3)]);
  }
  line(["goal", GOALS.script, GOALS.font, "", GOALS.cls]);
}
