import { type ChildProcess, fork } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import autocannon from "autocannon";
import pg from "pg";
import { startEmbeddedPostgres } from "@/lib/embedded-postgres/embedded-postgres";
import { createRoomkeeper } from "@/lib/entries/roomkeeper";
import type { SerializedRoom } from "@/lib/match/room";
import { systemContext } from "@/lib/runtime/context";
import { migrate } from "@/lib/runtime/migrate";
import { openServices, setServices } from "@/lib/runtime/services";
import { createSpace } from "@/lib/spaces/create-space";
import { createToken } from "@/lib/tokens/create-token";
import { GAME_SERVER_SCOPES } from "@/lib/tokens/token";
import { ROOMS, roomDocument, roomName } from "./fixture";
import { runRaw } from "./raw-pg";

/*
 * Requests per second of the same work: Roomkeeper's API, a bare node:http server over pg, and pg alone. The rounds alternate and the
 * medians are compared, because on a shared machine only ratios within one run are meaningful.
 */

const SECONDS = Number(process.argv[2] ?? 3);
const ROUNDS = Number(process.argv[3] ?? 3);
const LINES = ["get", "save", "rating", "list 50", "batch 100", "batch 1000", "client"] as const;
const GOALS = {
  "batch 100": [0.5, "raw"],
  "batch 1000": [0.6, "raw"],
  client: [10, "bare"],
  get: [0.6, "bare"],
  save: [0.5, "raw"],
  rating: [0.6, "raw"],
  "list 50": [],
} as const;

async function main(): Promise<void> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "roomkeeper-bench-"));
  const postgres = await startEmbeddedPostgres(dataDir);
  const children: ChildProcess[] = [];
  try {
    await migrate(postgres.url);
    const token = await prepare(postgres.url);
    const env = {
      ...process.env,
      DATABASE_URL: postgres.url,
      ROOMKEEPER_SECRET: "bench-secret-of-at-least-32-characters",
      LOG_LEVEL: "warn",
      // The rate limiter counts, but refuses nothing.
      RATE_LIMIT_PER_TOKEN: "1000000000",
    };
    const ports: Record<string, number> = {};
    for (const server of ["our", "bare"]) {
      const child = fork(path.join(import.meta.dirname, `${server}-server.ts`), {
        env,
        execArgv: process.execArgv,
      });
      children.push(child);
      ports[server] = await new Promise((resolve) => child.once("message", resolve as never));
    }
    ourPort = ports.our ?? 0;
    await seed(`http://127.0.0.1:${ports.our}`, token);
    report(await measure(postgres.url, ports, token));
  } finally {
    for (const child of children) child.kill();
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function prepare(url: string): Promise<string> {
  const context = openServices(url, ["bench"]);
  setServices(context);
  const ctx = systemContext(context, "bench", "bench");
  const space = await createSpace(ctx, { name: "bench" });
  const made = await createToken(ctx, {
    spaceId: space.id,
    label: "bench",
    scopes: GAME_SERVER_SCOPES,
  });
  await context.close();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`
    create table bare_room (name text primary key, owner text, document jsonb, updated_at timestamptz default now());
    create index on bare_room (updated_at);
    create table bare_rating (room text, media_id text, user_name text, value text, at_ms bigint,
      primary key (room, media_id, user_name))`);
  for (let i = 0; i < ROOMS; i += 1) {
    await client.query("insert into bare_room (name, owner, document) values ($1, $2, $3)", [
      roomName(i),
      String(1000 + (i % 20)),
      JSON.stringify(roomDocument(i, 20)),
    ]);
  }
  await client.end();
  return made.token;
}

async function seed(url: string, token: string): Promise<void> {
  for (let i = 0; i < ROOMS; i += 1) {
    const answer = await fetch(`${url}/api/v1/room?name=${encodeURIComponent(roomName(i))}`, {
      method: "PUT",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(roomDocument(i, 20)),
    });
    if (answer.status !== 201) throw new Error(`Seeding answered ${answer.status}.`);
  }
}

type Rates = Record<string, number[]>;

async function measure(url: string, ports: Record<string, number>, token: string): Promise<Rates> {
  const rates: Rates = {};
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const line of LINES) {
      for (const who of ["our", "bare", "raw"]) {
        const port = ports[who];
        // The first round warms up; `get` runs before the saves make the documents larger.
        const seconds = round === 0 ? 1 : SECONDS;
        const rate =
          port === undefined
            ? await runRaw(url, line, seconds)
            : line.startsWith("batch")
              ? await loadBatches(port, line, token, seconds, who)
              : line === "client"
                ? await loadClient(port, token, seconds, who)
                : await load(port, line, token, seconds);
        if (round === 0) continue;
        const key = `${line}/${who}`;
        rates[key] ??= [];
        rates[key].push(rate);
      }
    }
  }
  return rates;
}

let made = 0;

async function load(port: number, line: string, token: string, seconds: number): Promise<number> {
  const [head = "", tail = ""] = JSON.stringify(roomDocument(0, 100, "@@")).split("@@");
  // Each kind of work has rooms of its own, so that its writes do not make the documents of the others larger.
  const room = () => OWN[line as keyof typeof OWN] + (made % 40);
  const path = (address: string) =>
    `/api/v1/${address}?name=${encodeURIComponent(roomName(room()))}`;
  const requests: Record<string, autocannon.Request> = {
    get: { method: "GET", setupRequest: (r) => next(r, { path: path("room") }) },
    save: {
      method: "PUT",
      setupRequest: (r) =>
        next(r, {
          path: path("room"),
          body: `${head}new ${made}${tail}`.replace(roomName(0), roomName(room())),
        }),
    },
    rating: {
      method: "POST",
      setupRequest: (r) =>
        next(r, {
          path: path("room/ratings"),
          body: `{"ratings":{"one ${made}":[["person 0","like",${1_790_000_000_000 + made}]]}}`,
        }),
    },
    "list 50": { method: "GET", setupRequest: (r) => next(r, { path: "/api/v1/rooms?limit=50" }) },
  };
  const result = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections: 16,
    duration: seconds,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    requests: [requests[line] as autocannon.Request],
  });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${line}: ${result.non2xx} refusals and ${result.errors} errors.`);
  }
  return result.requests.average;
}

/** Ratings per second in batches of one operation a rating, over fifty rooms; NaN for the other servers, which have no batches. */
async function loadBatches(
  port: number,
  line: string,
  token: string,
  seconds: number,
  who: string,
): Promise<number> {
  if (who !== "our") return Number.NaN;
  const size = Number(line.split(" ")[1]);
  const batch = () =>
    Array.from({ length: size }, () => {
      made += 1;
      const ratings = { [`b ${made}`]: [["person 0", "like", 1_790_000_000_000 + made]] };
      return { op: "rate", name: roomName(OWN.batch + (made % 40)), ratings };
    });
  const result = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections: 4,
    duration: seconds,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    requests: [
      {
        method: "POST",
        path: "/api/v1/batch",
        setupRequest: (request) =>
          Object.assign(request, { body: JSON.stringify({ operations: batch() }) }),
      },
    ],
  });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${line}: ${result.non2xx} refusals and ${result.errors} errors.`);
  }
  return result.requests.average * size;
}

/**
 * Saves per second of sixteen rooms at once, as MovieMatch makes them: a whole document for every rating, without waiting for the reply.
 * `our` goes through the client, which joins waiting saves; `bare` sends one request for each save to the same API, sixteen at a time.
 */
async function loadClient(
  port: number,
  token: string,
  seconds: number,
  who: string,
): Promise<number> {
  const url = `http://127.0.0.1:${who === "our" ? port : ourPort}`;
  const client = createRoomkeeper({ url, token });
  const endMs = performance.now() + seconds * 1000;
  let saved = 0;
  const rooms = Array.from({ length: 16 }, (_, index) => roomDocument(index, 100));
  const save = () => {
    made += 1;
    const room = rooms[made % 16] as (typeof rooms)[number];
    const news = { [`c ${made}`]: [["person 0", "like", 1_790_000_500_000]] };
    const roomName = `client ${who} ${made % 16}`;
    return { ...room, roomName, ratings: { ...room.ratings, ...news } } as SerializedRoom;
  };
  if (who === "our") {
    while (performance.now() < endMs) {
      for (let i = 0; i < 64; i += 1) void client.saveRoom(save());
      saved += 64;
      await new Promise((resolve) => setImmediate(resolve));
      if (client.buffered().changes > 100) await client.flush();
    }
    await client.flush();
  } else {
    const send = async () => {
      const room = save();
      const address = `${url}/api/v1/room?name=${encodeURIComponent(room.roomName)}`;
      const answer = await fetch(address, {
        method: "PUT",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: JSON.stringify(room),
      });
      await answer.arrayBuffer();
    };
    const lanes = Array.from({ length: 16 }, async () => {
      while (performance.now() < endMs) {
        await send();
        saved += 1;
      }
    });
    await Promise.all(lanes);
  }
  const spentMs = performance.now() - endMs + seconds * 1000;
  await client.close();
  return saved / (spentMs / 1000);
}

let ourPort = 0;
const OWN = { get: 0, save: 40, rating: 80, batch: 120, "list 50": 160 };

function next(
  request: autocannon.Request,
  changes: Partial<autocannon.Request>,
): autocannon.Request {
  made += 1;
  return Object.assign(request, changes);
}

function median(values: number[] = []): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function report(rates: Rates): void {
  const cell = (value: string | number) => String(value).padStart(14);
  const lines = [
    ["work", "roomkeeper/s", "bare http+pg/s", "raw pg/s", "of bare", "of raw", "goal"],
  ];
  for (const line of LINES) {
    const rateOf = (who: string) => median(rates[`${line}/${who}`]);
    const [our, bare, raw] = [rateOf("our"), rateOf("bare"), rateOf("raw")];
    const [least, of] = GOALS[line];
    const ratio = (of === "bare" ? our / bare : our / raw) || 0;
    const goal =
      least === undefined ? "-" : `${least} of ${of}: ${ratio >= least ? "met" : "missed"}`;
    const share = (other: number) => (Number.isNaN(other) ? "-" : (our / other).toFixed(2));
    const whole = (rate: number) => (Number.isNaN(rate) ? "-" : String(Math.round(rate)));
    lines.push([line, whole(our), whole(bare), whole(raw), share(bare), share(raw), goal]);
  }
  for (const line of lines) process.stdout.write(`${line.map(cell).join(" ")}\n`);
}

await main();
