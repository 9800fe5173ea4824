import path from "node:path";
import next from "next";
import writeFileAtomic from "write-file-atomic";
import { RoomkeeperError } from "@/lib/core/errors";
import { classifyDatabaseFailure } from "@/lib/db/database-failure";
import { freePort } from "@/lib/embedded-postgres/free-port";
import { startPlexReader } from "@/lib/plex-servers/start-plex-reader";
import { systemContext } from "@/lib/runtime/context";
import { env, provideEnv } from "@/lib/runtime/env";
import { openInstallation } from "@/lib/runtime/open-installation";
import { getServices } from "@/lib/runtime/services";
import { networkOrigins } from "@/lib/runtime/visit-origin";
import { createSignInLink } from "@/lib/sign-in/create-sign-in-link";
import { ensureSetupCode } from "@/lib/sign-in/setup-code";
import { ensureFirstToken } from "@/lib/spaces/ensure-first-token";
import { startSweeper } from "@/lib/sweeper/start-sweeper";
import { startWarnings } from "@/lib/warnings/start-warnings";
import { startWebhooks } from "@/lib/webhooks/start-webhooks";
import { withBuiltFiles } from "@/server/built-files";
import { startServer } from "@/server/main";
import { type Closing, closeOnSignals } from "./close-on-signals";
import { playDemo, prepareDemo } from "./demo";
import { welcome } from "./welcome";

/** Starts Roomkeeper and prints how to sign in; if it cannot start, it ends the process with one sentence. */
export async function startApp(options: { demo: boolean }): Promise<void> {
  process.setSourceMapsEnabled(true);
  const closing = closeOnSignals();
  try {
    await open(closing, options.demo);
  } catch (error) {
    const said = error instanceof RoomkeeperError ? error.message : whyNot(error);
    process.stderr.write(`${said}\n`);
    await closing.close();
    process.exit(1);
  }
}

function whyNot(error: unknown): string {
  if (classifyDatabaseFailure(error) !== "unavailable") return `It did not start: ${error}`;
  return "It did not start: the database did not answer in time. Nothing is lost; run the same command again.";
}

async function open(closing: Closing, isDemo: boolean): Promise<void> {
  if (isDemo) await prepareDemo(closing);
  const { host, port: wanted } = env();
  const port = await freePort(wanted, host);
  provideEnv({ PORT: String(port) });
  const home = await openInstallation();
  closing.add(home.close);
  closing.add(() => getServices().close());
  const pages = next({ dev: false });
  await pages.prepare();
  const handle = pages.getRequestHandler();
  const server = await startServer({
    port,
    host,
    next: withBuiltFiles(path.resolve(".next/static"), (from, to) => handle(from, to)),
  });
  closing.add(server.close);
  const services = getServices();
  const ctx = systemContext(services, "console", "start");
  void services.events.start();
  const sweeper = startSweeper(services);
  closing.add(sweeper.stop);
  closing.add(startWarnings(services).stop);
  closing.add(startWebhooks(services).stop);
  closing.add(startPlexReader(services).stop);
  await storeAddress();
  const note = isDemo ? await playDemo(ctx, `http://127.0.0.1:${port}`, closing) : "";
  process.stdout.write(
    welcome({
      note,
      address: env().publicUrl,
      networkAddresses: env().hasPublicUrl ? [] : networkOrigins(host, port),
      setupCode: await ensureSetupCode(services),
      link: await createSignInLink(ctx),
      firstToken: await ensureFirstToken(ctx, { spaceName: "moviematch" }),
    }),
  );
}

/** Stores the address of this server for `admin -- link`. */
async function storeAddress(): Promise<void> {
  const { dataDir, publicUrl } = env();
  const file = path.join(dataDir, "server.json");
  await writeFileAtomic(file, `${JSON.stringify({ publicUrl }, null, 2)}\n`, { mode: 0o600 });
}
