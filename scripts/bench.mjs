// npm run bench [-- SECONDS ROUNDS]: requests per second side by side with bare peers, ratios on stdout.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { prepare } from "./prepare.mjs";

const ROOT = path.join(import.meta.dirname, "..");
prepare({ withTests: true });
const args = ["--import", "tsx", path.join(ROOT, "bench", "main.ts"), ...process.argv.slice(2)];
const env = { ...process.env, NODE_ENV: "production" };
const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: "inherit", env });
process.exit(status ?? 1);
