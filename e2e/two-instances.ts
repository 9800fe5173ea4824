import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { startEmbeddedPostgres } from "@/lib/embedded-postgres/embedded-postgres";
import { freePort } from "@/lib/embedded-postgres/free-port";
import { createRoomkeeper } from "@/lib/entries/roomkeeper";
import type { SerializedRoom } from "@/lib/match/room";
import { startPgBouncer } from "@/lib/testing/start-pgbouncer";
import { type AppProcess, startAppProcess } from "./app-process";
import { startHaproxy } from "./start-haproxy";

const SECRET = "two-instances-share-this-long-secret";
const WRITERS = 4;
/** How many rooms must be acknowledged before the read-only period, after it, and after the kill. */
const ROOMS_EACH = 25;
const OPEN_MS = 120_000;

/** The results of the run; times are in milliseconds. */
export interface Figures {
  acknowledged: number;
  lost: string[];
  refused: string[];
  /** How long `ready` still replied 200 after the database became read-only, for the slower instance. */
  untrueYesMs: number;
  /** How long it still replied 503 after writes were possible again. */
  untrueNoMs: number;
  /** The statuses of pages and of a sign-in through the load balancer. */
  pages: number[];
  signIn: number;
  /** How many events arrived. A consumer whose connection broke continued after its last id. */
  heard: number;
  written: number;
}

/**
 * Two production instances on one Postgres, both through PgBouncer in transaction mode, behind HAProxy, with real clients that write
 * and listen: the database is read-only for a while, then one instance is killed.
 */
export async function runTwoInstances(spellMs: number): Promise<Figures> {
  const folder = await mkdtemp(path.join(tmpdir(), "roomkeeper-two-"));
  const closing: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  try {
    const postgres = await startEmbeddedPostgres(folder);
    closing.unshift(postgres.stop);
    const bouncer = await startPgBouncer(postgres.url, "transaction");
    closing.unshift(bouncer.stop);
    const ports = [await freePort(0, "127.0.0.1"), await freePort(0, "127.0.0.1")];
    const balancer = await startHaproxy(ports);
    closing.unshift(balancer.stop);
    const start = (port: number) => {
      const app = startAppProcess({
        PORT: String(port),
        HOST: "127.0.0.1",
        DATA_DIR: path.join(folder, String(port)),
        DATABASE_URL: bouncer.url,
        ROOMKEEPER_SECRET: SECRET,
        PUBLIC_URL: balancer.url,
      });
      closing.unshift(() => app.stop("SIGKILL"));
      return app;
    };
    const [first, second] = ports.map(start) as [AppProcess, AppProcess];
    await Promise.all([first.opened(), second.opened()]);
    const said = first.stdout() + second.stdout();
    await until(() => isReady(balancer.url));
    return await live({
      said,
      balancer: balancer.url,
      ports,
      first,
      superuserUrl: postgres.superuserUrl,
      spellMs,
    });
  } finally {
    for (const close of closing) await close();
  }
}

interface Instances {
  said: string;
  balancer: string;
  ports: number[];
  first: AppProcess;
  superuserUrl: string;
  spellMs: number;
}

async function live(instances: Instances): Promise<Figures> {
  const { balancer, ports, superuserUrl, spellMs } = instances;
  const token = /rk_[A-Za-z0-9_-]+/.exec(instances.said)?.[0] ?? "";
  const roomkeeper = createRoomkeeper({ url: balancer, token });
  const kept = new Set<string>();
  const refused: string[] = [];
  const heard = new Set<string>();
  roomkeeper.on("room.created", ({ room }) => void heard.add(room.name));
  let isOver = false;
  const write = async (writer: number) => {
    for (let i = 0; !isOver; i += 1) {
      const roomName = `room ${writer}-${i}`;
      await roomkeeper.saveRoom(roomOf(roomName)).then(
        () => kept.add(roomName),
        (error: Error) => refused.push(`${roomName}: ${error.message}`),
      );
      await sleep(20);
    }
  };
  const writers = Array.from({ length: WRITERS }, (_, writer) => write(writer));
  const moreRooms = () => {
    const wanted = kept.size + ROOMS_EACH;
    return until(async () => kept.size >= wanted);
  };
  await moreRooms();
  const signIn = await statusOfSignIn(balancer, instances.said);
  const pages = await Promise.all(
    ["/docs", "/sign-in", "/docs/api"].map((page) => statusOf(balancer + page)),
  );

  await setReadOnly(superuserUrl, true);
  const untrueYesMs = Math.max(...(await Promise.all(ports.map((port) => turns(port, false)))));
  await sleep(spellMs);
  await setReadOnly(superuserUrl, false);
  const untrueNoMs = Math.max(...(await Promise.all(ports.map((port) => turns(port, true)))));
  await moreRooms();

  await instances.first.stop("SIGKILL");
  await moreRooms();
  isOver = true;
  await Promise.all(writers);
  await until(async () => [...kept].every((name) => heard.has(name))).catch(() => {});
  const lost: string[] = [];
  for (const name of kept) {
    const found = await roomkeeper.getRoom(name).catch(() => null);
    if (found?.roomName !== name) lost.push(name);
  }
  await roomkeeper.close();
  const written = kept.size;
  const known = [...kept].filter((name) => heard.has(name)).length;
  return {
    acknowledged: written,
    lost,
    refused,
    untrueYesMs,
    untrueNoMs,
    pages,
    signIn,
    heard: known,
    written,
  };
}

function roomOf(roomName: string): SerializedRoom {
  return {
    roomName,
    sort: "random",
    createdAt: new Date(Date.now() - 60_000).toISOString(),
    creatorPlexUserId: 4711,
    creatorPlexUsername: "mara_k",
    password: "popcorn",
    ratings: {},
    userProgress: {},
  } as SerializedRoom;
}

async function setReadOnly(superuserUrl: string, isReadOnly: boolean): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  await client.query("set default_transaction_read_only = off");
  await client.query(
    `alter system set default_transaction_read_only = ${isReadOnly ? "on" : "off"}`,
  );
  await client.query("select pg_reload_conf()");
  await client.end();
}

async function isReady(url: string): Promise<boolean> {
  return (await statusOf(`${url}/api/health/ready`)) === 200;
}

async function statusOf(url: string): Promise<number> {
  const reply = await fetch(url, { redirect: "manual" }).catch(() => undefined);
  await reply?.arrayBuffer();
  return reply?.status ?? 0;
}

/** Polls one instance directly. Resolves with the time from the change to the instance's last wrong reply. */
async function turns(port: number, isWanted: boolean): Promise<number> {
  const beganMs = performance.now();
  let untrueMs = 0;
  await until(async () => {
    if ((await isReady(`http://127.0.0.1:${port}`)) === isWanted) return true;
    untrueMs = performance.now() - beganMs;
    return false;
  });
  return Math.round(untrueMs);
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const endsMs = performance.now() + OPEN_MS;
  while (!(await isSo())) {
    if (performance.now() > endsMs) throw new Error("The expected state was not reached in time.");
    await sleep(100);
  }
}

/** Signs in at one instance with the link that its start printed, and opens a page that needs a session. */
async function statusOfSignIn(balancer: string, said: string): Promise<number> {
  const code = /sign-in\/link\?code=([^\s]+)/.exec(said)?.[1] ?? "";
  const spent = await fetch(`${balancer}/api/dashboard/sign-in/link`, {
    method: "POST",
    redirect: "manual",
    headers: { "content-type": "application/x-www-form-urlencoded", origin: balancer },
    body: new URLSearchParams({ code: decodeURIComponent(code) }),
  });
  await spent.arrayBuffer();
  const cookie = spent.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
  const page = await fetch(`${balancer}/rooms`, { redirect: "manual", headers: { cookie } });
  await page.arrayBuffer();
  return page.status;
}
