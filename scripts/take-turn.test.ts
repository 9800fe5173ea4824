import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, utimesSync, writeFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";

const MODULE = pathToFileURL(path.resolve("scripts/take-turn.mjs")).href;

/** Takes the turn, notes its beginning and its end in a log, and blocks in between. */
const SCRIPT = `
import { appendFileSync } from "node:fs";
import { takeTurn } from ${JSON.stringify(MODULE)};
const [file, log] = process.argv.slice(1);
const release = takeTurn(file);
appendFileSync(log, "begin\\n");
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
appendFileSync(log, "end\\n");
if (process.argv[3] !== "dies") release();
process.exit();
`;

let folder: string;
const file = () => path.join(folder, "below", "turn");
const log = () => path.join(folder, "log");
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "roomkeeper-turn-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function run(...more: string[]) {
  const args = ["--input-type=module", "-e", SCRIPT, file(), log(), ...more];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk) => {
    said += chunk;
  });
  const [status] = await once(child, "close");
  return { status, said };
}

test("four processes take it one after the other, and say that they wait", async () => {
  const runs = await Promise.all(Array.from({ length: 4 }, () => run()));
  expect(runs.map(({ status }) => status)).toEqual([0, 0, 0, 0]);
  expect(await readFile(log(), "utf8")).toBe("begin\nend\n".repeat(4));
  expect(runs.filter(({ said }) => said.includes("Waiting for it.")).length).toBeGreaterThan(0);
  expect(existsSync(file())).toBe(false);
});

test("what an ended process, an empty file or a long stopped machine left is taken over", async () => {
  expect((await run("dies")).status).toBe(0);
  expect(existsSync(file())).toBe(true);
  expect(await run()).toEqual({ status: 0, said: "" });
  writeFileSync(file(), "");
  expect(await run()).toEqual({ status: 0, said: "" });
  writeFileSync(file(), String(process.pid));
  const anHourAgo = Date.now() / 1000 - 3_600;
  utimesSync(file(), anHourAgo, anHourAgo);
  expect(await run()).toEqual({ status: 0, said: "" });
});

test("processes that find it left behind at the same time still take turns", async () => {
  await run("dies");
  await rm(log());
  await Promise.all(Array.from({ length: 4 }, () => run()));
  expect(await readFile(log(), "utf8")).toBe("begin\nend\n".repeat(4));
});
