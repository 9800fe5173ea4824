import { type ChildProcess, fork } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { startEmbeddedPostgres } from "@/lib/embedded-postgres/embedded-postgres";
import { systemContext } from "@/lib/runtime/context";
import { migrate } from "@/lib/runtime/migrate";
import { openServices, setServices } from "@/lib/runtime/services";
import { createSpace } from "@/lib/spaces/create-space";
import { createToken } from "@/lib/tokens/create-token";
import { GAME_SERVER_SCOPES } from "@/lib/tokens/token";
import { roomDocument, roomName } from "./fixture";

/*
 * npm run bench -- flood [SECONDS ROUNDS]: how many saves per second 16, 64, 128 and 256 callers complete, in rooms of their own and in one
 * room, if each waits as long as Retry-After says and tries again; and how long a read and a health check take meanwhile. The rounds
 * alternate, because on a shared machine only ratios within one run are meaningful.
 */

const SECONDS = Number(process.argv[2] ?? 4);
const ROUNDS = Number(process.argv[3] ?? 2);
const CALLERS = [16, 64, 128, 256];
const KINDS = ["own rooms", "one room"] as const;

interface Answer {
  status: number;
  code: string;
  retryAfterSeconds: number;
  ms: number;
}

interface Tally {
  saved: number;
  refused: number;
  /** How many refusals say that the database does not answer. */
  blamed: number;
  acceptedMs: number[];
  refusedMs: number[];
  readMs: number[];
  healthMs: number[];
  readsFailed: number;
}

async function main(): Promise<void> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "roomkeeper-flood-"));
  const postgres = await startEmbeddedPostgres(dataDir);
  let child: ChildProcess | undefined;
  try {
    await migrate(postgres.url);
    const [writer, reader] = await prepare(postgres.url);
    const env = {
      ...process.env,
      DATABASE_URL: postgres.url,
      ROOMKEEPER_SECRET: "bench-secret-that-is-long-enough-for-all",
      LOG_LEVEL: "silent",
      RATE_LIMIT_PER_TOKEN: "1000000000",
    };
    child = fork(path.join(import.meta.dirname, "our-server.ts"), {
      env,
      execArgv: process.execArgv,
    });
    const port = await new Promise<number>((resolve) => child?.once("message", resolve as never));
    for (let i = 0; i < 40; i += 1) await save(port, writer, roomName(i), i);
    const tallies = new Map<string, Tally[]>();
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const kind of KINDS) {
        for (const callers of CALLERS) {
          const tally = await flood(port, { writer, reader }, kind, callers);
          const key = `${kind}/${callers}`;
          tallies.set(key, [...(tallies.get(key) ?? []), tally]);
        }
      }
    }
    report(tallies);
  } finally {
    child?.kill();
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function prepare(url: string): Promise<[writer: string, reader: string]> {
  const context = openServices(url, ["bench-secret-that-is-long-enough-for-all"]);
  setServices(context);
  const ctx = systemContext(context, "bench", "bench");
  const { id: spaceId } = await createSpace(ctx, { name: "bench" });
  const make = async (label: string) =>
    (await createToken(ctx, { spaceId, label, scopes: GAME_SERVER_SCOPES })).token;
  const tokens = [await make("writer"), await make("reader")] as [string, string];
  await context.close();
  return tokens;
}

const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });

function ask(port: number, token: string, method: string, at: string, body = ""): Promise<Answer> {
  const startedMs = performance.now();
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        port,
        method,
        path: at,
        agent,
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      },
      (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (piece) => {
          text += piece;
        });
        response.on("end", () => {
          const status = response.statusCode ?? 0;
          resolve({
            status,
            code: status >= 400 ? (/"code":"(\w+)"/.exec(text)?.[1] ?? "") : "",
            retryAfterSeconds: Number(response.headers["retry-after"] ?? 0),
            ms: performance.now() - startedMs,
          });
        });
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

function save(port: number, token: string, name: string, made: number): Promise<Answer> {
  const room = { ...roomDocument(0, 100, `new ${made % 40}`), roomName: name };
  const at = `/api/v1/room?name=${encodeURIComponent(name)}`;
  return ask(port, token, "PUT", at, JSON.stringify(room));
}

async function flood(
  port: number,
  tokens: { writer: string; reader: string },
  kind: (typeof KINDS)[number],
  callers: number,
): Promise<Tally> {
  const tally: Tally = {
    saved: 0,
    refused: 0,
    blamed: 0,
    acceptedMs: [],
    refusedMs: [],
    readMs: [],
    healthMs: [],
    readsFailed: 0,
  };
  const endMs = performance.now() + SECONDS * 1000;
  const caller = async (index: number) => {
    for (let made = index; performance.now() < endMs; made += 1) {
      const name = kind === "one room" ? "hot" : roomName(index % 40);
      const answer = await save(port, tokens.writer, name, made);
      if (answer.status < 300) {
        tally.saved += 1;
        tally.acceptedMs.push(answer.ms);
        continue;
      }
      tally.refused += 1;
      tally.refusedMs.push(answer.ms);
      if (answer.code === "unavailable") tally.blamed += 1;
      const leftMs = endMs - performance.now();
      await wait(Math.min(Math.max(leftMs, 0), answer.retryAfterSeconds * 1000));
    }
  };
  const probe = async () => {
    const at = `/api/v1/room?name=${encodeURIComponent(roomName(1))}`;
    while (performance.now() < endMs) {
      const read = await ask(port, tokens.reader, "GET", at);
      tally.readMs.push(read.ms);
      if (read.status !== 200) tally.readsFailed += 1;
      tally.healthMs.push((await ask(port, "", "GET", "/api/health/ready")).ms);
      await wait(50);
    }
  };
  await Promise.all([probe(), ...Array.from({ length: callers }, (_, index) => caller(index))]);
  return tally;
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function report(tallies: Map<string, Tally[]>): void {
  const cell = (value: string | number) => String(value).padStart(12);
  const rows = [
    [
      "callers",
      "saves/s",
      "of 16",
      "refused/s",
      "blamed",
      "saved p50",
      "saved p99",
      "refused p99",
      "read p50",
      "read p99",
      "health p99",
      "reads lost",
    ],
  ];
  for (const kind of KINDS) {
    const rate = (callers: number) =>
      sum(tallies.get(`${kind}/${callers}`) ?? [], "saved") / (SECONDS * ROUNDS);
    for (const callers of CALLERS) {
      const all = tallies.get(`${kind}/${callers}`) ?? [];
      const ms = (of: "acceptedMs" | "refusedMs" | "readMs" | "healthMs", part: number) =>
        `${Math.round(
          quantile(
            all.flatMap((one) => one[of]),
            part,
          ),
        )} ms`;
      rows.push([
        `${callers} ${kind}`,
        rate(callers).toFixed(0),
        (rate(callers) / rate(16)).toFixed(2),
        (sum(all, "refused") / (SECONDS * ROUNDS)).toFixed(0),
        String(sum(all, "blamed")),
        ms("acceptedMs", 0.5),
        ms("acceptedMs", 0.99),
        ms("refusedMs", 0.99),
        ms("readMs", 0.5),
        ms("readMs", 0.99),
        ms("healthMs", 0.99),
        String(sum(all, "readsFailed")),
      ]);
    }
  }
  for (const row of rows) {
    const [first = "", ...rest] = row;
    process.stdout.write(`${first.padEnd(15)}${rest.map(cell).join("")}\n`);
  }
}

function sum(tallies: Tally[], of: "saved" | "refused" | "blamed" | "readsFailed"): number {
  return tallies.reduce((total, tally) => total + tally[of], 0);
}

function quantile(values: number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

await main();
