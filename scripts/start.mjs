// `npm start` and `npm run demo`: everything from a fresh clone to an open door. Uses nothing but Node until it is prepared.
import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "./build.mjs";
import { prepare, ROOT } from "./prepare.mjs";

prepare();
await build();
process.env.NODE_ENV = "production";
process.env.NEXT_TELEMETRY_DISABLED = "1";
process.chdir(ROOT);
if (existsSync(".env")) process.loadEnvFile(".env");
const { startApp } = await import(pathToFileURL(path.join(ROOT, "dist", "start-app.mjs")).href);
await startApp({ demo: process.argv.includes("--demo") });
