import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import http, { type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { gunzipSync } from "node:zlib";
import { chromium } from "playwright";
import { startAppProcess } from "@/e2e/app-process";
import { freePort } from "@/lib/embedded-postgres/free-port";
import { findBrowser } from "@/scripts/find-browser.mjs";
import { roomDocument, roomName } from "./fixture";

/*
 * npm run bench -- live [SECONDS]: 50 open pages of one person on one room in which ten ratings a second arrive. Each page does what a
 * browser does for it: it has a stream, and reads itself again for each message, one reading at a time. A rating has arrived when a
 * reading of the page contains it or a newer one; the time counts from the reply to the game server. CPU is that of the app's process
 * and of its Postgres; this process is not counted.
 */

const PAGES = 50;
const RATINGS_PER_SECOND = 10;
const GOALS = { latestMs: 1_000, app: 0.25 };
const CLOCK_TICKS_PER_SECOND = 100;

let refused = 0;
const seconds = Number(process.argv[2] ?? 20);
const dataDir = await mkdtemp(path.join(tmpdir(), "roomkeeper-live-"));
const port = await freePort(0, "127.0.0.1");
const origin = `http://localhost:${port}`;
const settings = { PORT: String(port), DATA_DIR: dataDir, PUBLIC_URL: origin };
const app = startAppProcess(settings);
try {
  await app.opened();
  await measure();
} finally {
  await app.stop();
  await rm(dataDir, { recursive: true, force: true });
}

async function measure(): Promise<void> {
  const room = await openRoom();
  const idle = await cpuOver(5);
  const pages = await Promise.all(Array.from({ length: PAGES }, () => openPage(room)));
  await sleep(2_000);
  const quiet = await cpuOver(5);
  const readBefore = pages.reduce((sum, page) => sum + page.readings(), 0);
  const sentAtMs: number[] = [];
  const busy = await cpuOver(seconds, async () => {
    const beganAtMs = performance.now();
    for (let index = 1; index <= seconds * RATINGS_PER_SECOND; index += 1) {
      const waitMs = beganAtMs + (index * 1_000) / RATINGS_PER_SECOND - performance.now();
      if (waitMs > 0) await sleep(waitMs);
      await rate(room.token, index);
      sentAtMs[index] = performance.now();
    }
  });
  await sleep(2_000);
  const delays = pages.flatMap((page) => page.delays(sentAtMs)).sort((a, b) => a - b);
  const at = (part: number) =>
    Math.round(delays[Math.floor(part * (delays.length - 1))] ?? Number.NaN);
  const last = sentAtMs.length - 1;
  const current = pages.filter((page) => page.newest() === last).length;
  const readings = pages.reduce((sum, page) => sum + page.readings(), 0) - readBefore;
  for (const page of pages) page.close();
  const line = (...cells: (string | number)[]) =>
    process.stdout.write(`${cells.map((cell) => String(cell).padStart(14)).join("")}\n`);
  const share = (part: number) => part.toFixed(3);
  line("cores", "app", "Postgres");
  line("no page", share(idle.app), share(idle.postgres));
  line("quiet", share(quiet.app), share(quiet.postgres));
  line("10 ratings/s", share(busy.app), share(busy.postgres));
  line("goal", GOALS.app);
  line("ms until seen", `median ${at(0.5)}`, `p99 ${at(0.99)}`, `all ${at(1)}`);
  line("goal", "", "", `all ${GOALS.latestMs}`);
  line("readings/s", (readings / seconds).toFixed(1));
  line("current", `${current} of ${PAGES}`, "refused", refused);
}

interface Room {
  token: string;
  /** The address of its page and the headers with which the page reads itself again. */
  address: URL;
  headers: Record<string, string>;
}

/** Saves a room, opens its page in a browser, and takes over what the page sends when it reads itself again. */
async function openRoom(): Promise<Room> {
  const token = /First token\s+(rk_\S+)/.exec(app.stdout())?.[1] ?? "";
  const createdAt = new Date().toISOString();
  await call(token, "PUT", roomPath(), { ...roomDocument(1, 200), createdAt });
  await rate(token, 0);
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const browser = await chromium.launch({ executablePath: await findBrowser(), args });
  const page = await (await browser.newContext()).newPage();
  const link = ["--import", "tsx", "scripts/admin.ts", "link"];
  const env = { ...process.env, ...settings };
  const { stdout } = await promisify(execFile)(process.execPath, link, { env });
  await page.goto(stdout.trim());
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  await page.goto(`${origin}/rooms`);
  const href = await page.locator('a[href^="/rooms/rm_"]').first().getAttribute("href");
  await page.goto(origin + href);
  await page.locator("[data-live]").first().waitFor();
  await sleep(2_000);
  const asking = page.waitForRequest((request) => request.headers().rsc === "1");
  await rate(token, 0);
  const asked = await asking;
  const sent = await asked.allHeaders();
  await browser.close();
  const names = ["accept", "cookie", "next-router-state-tree", "rsc"];
  const headers = Object.fromEntries(names.map((name) => [name, sent[name] ?? ""]));
  return {
    token,
    address: new URL(asked.url()),
    headers: { ...headers, "accept-encoding": "gzip" },
  };
}

/** An open page: a stream, and a reading of the page for each message. */
async function openPage({ address, headers }: Room) {
  const agent = new http.Agent({ keepAlive: true });
  const seenAtMs: [newest: number, atMs: number][] = [];
  let isReading = false;
  let isWanted = false;

  async function read(): Promise<void> {
    if (isReading) {
      isWanted = true;
      return;
    }
    isReading = true;
    const reply = await get(address, { headers, agent });
    const bytes = await bytesOf(reply);
    if (reply.statusCode !== 200) refused += 1;
    const text = reply.statusCode === 200 ? gunzipSync(bytes).toString() : "";
    const newest = Number(/said yes to Film n(\d+)/.exec(text)?.[1] ?? Number.NaN);
    seenAtMs.push([newest, performance.now()]);
    isReading = false;
    if (!isWanted) return;
    isWanted = false;
    await read();
  }

  const live = new URL("/api/dashboard/live", address);
  const stream = await get(live, { headers: { cookie: headers.cookie ?? "" } });
  if (stream.statusCode !== 200) throw new Error(`The stream answers ${stream.statusCode}.`);
  stream.on("error", () => {});
  stream.on("data", (piece: Buffer) => {
    if (piece.includes("event: changed")) void read();
  });
  return {
    readings: () => seenAtMs.length,
    newest: () => seenAtMs.at(-1)?.[0],
    /** How long each rating took until this page had it. */
    delays: (sentAtMs: readonly number[]) =>
      sentAtMs.flatMap((sentMs, index) => {
        const seen = seenAtMs.find(([newest]) => newest >= index);
        return index === 0 ? [] : [seen ? Math.max(0, seen[1] - sentMs) : Number.POSITIVE_INFINITY];
      }),
    close() {
      stream.destroy();
      agent.destroy();
    },
  };
}

function get(url: URL, options: http.RequestOptions): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => http.get(url, options, resolve).on("error", reject));
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of message) pieces.push(piece);
  return Buffer.concat(pieces);
}

function roomPath(tail = ""): string {
  return `/api/v1/room${tail}?name=${encodeURIComponent(roomName(1))}`;
}

function rate(token: string, index: number): Promise<void> {
  const ratings = { [`plex://movie/n${index}`]: [["Noor", "like", Date.now()]] };
  return call(token, "POST", roomPath("/ratings"), { ratings });
}

async function call(token: string, method: string, to: string, body: unknown): Promise<void> {
  const reply = await fetch(origin + to, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const text = await reply.text();
  if (!reply.ok) throw new Error(`${method} ${to}: ${reply.status} ${text}`);
}

/** The cores that the app and its Postgres used while `work` ran, and at least for these seconds. */
async function cpuOver(forSeconds: number, work: () => Promise<void> = async () => {}) {
  const before = processorTicks();
  const beganAtMs = performance.now();
  await Promise.all([work(), sleep(forSeconds * 1_000)]);
  const ticks = ((performance.now() - beganAtMs) / 1_000) * CLOCK_TICKS_PER_SECOND;
  const after = processorTicks();
  return {
    app: (after.app - before.app) / ticks,
    postgres: (after.postgres - before.postgres) / ticks,
  };
}

/** The processor time of the app's process and its children so far, from Linux's /proc. */
function processorTicks(): { app: number; postgres: number } {
  const found = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, "utf8");
        const after = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        const isPostgres = stat.includes("(postgres)");
        // The children that have ended are in their parent's account.
        const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + Number(after[index]), 0);
        return [{ id: Number(name), parent: Number(after[1]), isPostgres, ticks }];
      } catch {
        return [];
      }
    });
  const ours = new Set([app.child.pid]);
  for (let before = 0; before !== ours.size; ) {
    before = ours.size;
    for (const { id, parent } of found) if (ours.has(parent)) ours.add(id);
  }
  const sum = (isPostgres: boolean) =>
    found
      .filter((one) => ours.has(one.id) && one.isPostgres === isPostgres)
      .reduce((total, { ticks }) => total + ticks, 0);
  return { app: sum(false), postgres: sum(true) };
}
