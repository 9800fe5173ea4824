// `npm start` and `npm run demo`: everything from a fresh clone to a running server. Uses nothing but Node until it is prepared.
import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { readArguments } from "./arguments.mjs";
import { build } from "./build.mjs";
import { prepare, ROOT } from "./prepare.mjs";

const START = `Usage: npm start
Starts Roomkeeper: fetches the packages, builds what changed, starts the embedded Postgres unless DATABASE_URL is set, and opens the
door at PORT. The data is kept in DATA_DIR (./data), which is made the first time. .env.example lists the settings.
Options
  -h, --help    prints this
Example
  PORT=8080 npm start`;

const DEMO = `Usage: npm run demo
Starts Roomkeeper with sample rooms, a stand-in for Plex and a simulated game server; it needs no network. The data is kept in DATA_DIR
(./data/demo), which is made the first time.
Options
  -h, --help    prints this
Example
  PORT=8080 npm run demo`;

const isDemo = process.argv.includes("--demo");
readArguments({
  name: isDemo ? "demo" : "start",
  usage: isDemo ? DEMO : START,
  options: { demo: { type: "boolean" } },
});
prepare();
await build();
process.env.NODE_ENV = "production";
process.env.NEXT_TELEMETRY_DISABLED = "1";
process.chdir(ROOT);
if (existsSync(".env")) process.loadEnvFile(".env");
const { startApp } = await import(pathToFileURL(path.join(ROOT, "dist", "start-app.mjs")).href);
await startApp({ demo: isDemo });
