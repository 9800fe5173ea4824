// `npm run bench`: the benchmarks.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { helpText, readArguments } from "./arguments.mjs";
import { build } from "./build.mjs";
import { prepare } from "./prepare.mjs";
import { say } from "./say.mjs";

const USAGE = `Usage: npm run bench -- [NAME] [SECONDS [ROUNDS]]
Without a name, measures requests per second side by side with bare peers, with ratios on stdout.
Names
  live           50 open pages on one room with ten ratings a second for SECONDS: how soon all have each, and the cores of the server
  flood          how many saves per second 16 to 256 simultaneous callers get done
  two-instances  what two instances behind HAProxy and PgBouncer do while the database is read-only for SECONDS and when one is killed
  pages          the bytes that a phone loads for the list of rooms, a room and the analytics the first time, and how they shift
It uses a database of its own, which it removes.
Options
  -h, --help    prints this
Example
  npm run bench -- flood 3 1`;

const ROOT = path.join(import.meta.dirname, "..");
const FILES = {
  flood: "flood.ts",
  live: "live.ts",
  pages: "pages.ts",
  "two-instances": "two-instances.ts",
};
const { positionals } = readArguments({ name: "bench", usage: USAGE, hasPositionals: true });
const [name = ""] = positionals;
const file = FILES[name] ?? "main.ts";
const numbers = file === "main.ts" ? positionals : positionals.slice(1);
const wrong = numbers.find((text) => !/^[1-9]\d*$/.test(text));
if (wrong !== undefined) {
  say(`“${wrong}” is neither a benchmark nor a number. ${helpText("bench")}`);
  process.exit(2);
}
prepare({ withTests: true });
// Two instances that start at the same time would both build.
if (["live", "pages", "two-instances"].includes(name)) await build();
const args = ["--import", "tsx", path.join(ROOT, "bench", file), ...numbers];
const env = { ...process.env, NODE_ENV: "production" };
const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: "inherit", env });
process.exit(status ?? 1);
