// npm run bench [-- SECONDS ROUNDS]: requests per second side by side with bare peers, ratios on stdout.
// npm run bench -- flood [SECONDS ROUNDS]: how many saves per second 16 to 256 simultaneous callers get done.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { prepare } from "./prepare.mjs";

const ROOT = path.join(import.meta.dirname, "..");
prepare({ withTests: true });
const given = process.argv.slice(2);
const isFlood = given[0] === "flood";
const script = path.join(ROOT, "bench", isFlood ? "flood.ts" : "main.ts");
const args = ["--import", "tsx", script, ...given.slice(isFlood ? 1 : 0)];
const env = { ...process.env, NODE_ENV: "production" };
const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: "inherit", env });
process.exit(status ?? 1);
