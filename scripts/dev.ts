import { spawn } from "node:child_process";
import path from "node:path";
import { env, provideEnv } from "@/lib/wire/env";
import { openHome } from "@/lib/wire/open-home";

/** The app with live reload: the embedded Postgres, migrated, and `next dev` on PORT. */
const { port, host } = env();
provideEnv({ PORT: String(port) });
const home = await openHome();
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
