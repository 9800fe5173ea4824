// `npm run bench`: the benchmarks.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { readArguments } from "./arguments.mjs";
import { prepare } from "./prepare.mjs";

const USAGE = `Usage: npm run bench -- [flood] [SECONDS [ROUNDS]]
Measures requests per second side by side with bare peers, with ratios on stdout; with “flood”, how many saves per second 16 to 256
simultaneous callers get done. It uses a database of its own, which it removes.
Options
  -h, --help    prints this
Example
  npm run bench -- flood 3 1`;

const ROOT = path.join(import.meta.dirname, "..");
const { positionals: given } = readArguments({ name: "bench", usage: USAGE, hasPositionals: true });
prepare({ withTests: true });
const isFlood = given[0] === "flood";
const script = path.join(ROOT, "bench", isFlood ? "flood.ts" : "main.ts");
const args = ["--import", "tsx", script, ...given.slice(isFlood ? 1 : 0)];
const env = { ...process.env, NODE_ENV: "production" };
const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: "inherit", env });
process.exit(status ?? 1);
