import { spawn } from "node:child_process";
import path from "node:path";
import { env, loadSettings, provideEnv } from "@/lib/runtime/env";
import { openInstallation } from "@/lib/runtime/open-installation";
import { readArguments } from "./arguments.mjs";

const USAGE = `Usage: npm run dev
Starts Roomkeeper with live reload on PORT (3000), with the embedded Postgres in DATA_DIR (./data), which is made the first time, unless
DATABASE_URL is set.
Options
  -h, --help    prints this
Example
  PORT=8080 npm run dev`;

readArguments({ name: "dev", usage: USAGE });
loadSettings();
/** The app with live reload: the embedded Postgres, migrated, and `next dev` on PORT. */
const { port, host } = env();
provideEnv({ PORT: String(port) });
const home = await openInstallation();
const cli = path.resolve("node_modules", "next", "dist", "bin", "next");
const next = spawn(process.execPath, [cli, "dev", "-p", String(port), "-H", host], {
  stdio: "inherit",
  env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
});
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => next.kill(signal));
}
next.once("exit", async (status) => {
  await home.close();
  process.exit(status ?? 0);
});
