import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "@/lib/embedded-postgres/free-port";
import { startAppProcess } from "./app-process";
import { startPlexStandIn } from "./plex-stand-in/start";

/**
 * Starts the production build once for all stories, with an empty data folder and the Plex stand-in, on free ports. Passes the addresses
 * and secrets that the stories need in the environment, where fixtures.ts reads them.
 */
export default async function startApp(): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "roomkeeper-e2e-"));
  const plex = await startPlexStandIn();
  const port = await freePort(0, "127.0.0.1");
  const app = startAppProcess({
    PORT: String(port),
    DATA_DIR: dataDir,
    PUBLIC_URL: `http://localhost:${port}`,
    WEBHOOKS_ALLOW_PRIVATE: "loopback",
    PLEX_API_URL: plex.apiUrl,
    PLEX_AUTH_URL: plex.authUrl,
  });
  const close = async () => {
    await app.stop();
    await plex.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await app.opened();
  } catch (error) {
    await close();
    throw error;
  }
  const printed = app.stdout();
  process.env.E2E_URL = `http://localhost:${port}`;
  process.env.E2E_DATA_DIR = dataDir;
  process.env.E2E_TOKEN = /First token\s+(rk_\S+)/.exec(printed)?.[1] ?? "";
  process.env.E2E_SETUP_CODE = /Setup code\s+(\S+)/.exec(printed)?.[1] ?? "";
  return async () => {
    if (app.stderr().trim()) process.stderr.write(`The app said:\n${app.stderr().slice(-4000)}\n`);
    await close();
  };
}
