import { createServer } from "node:http";
import next from "next";
import type { Context } from "@/lib/core/context";
import { RoomkeeperError } from "@/lib/core/errors";
import { startSweeper } from "@/lib/expiry/start-sweeper";
import { createSignInLink } from "@/lib/people/create-sign-in-link";
import { ensureSetupCode } from "@/lib/people/setup-code";
import { ensureFirstToken } from "@/lib/tokens/ensure-first-token";
import { env, provideEnv } from "@/lib/wire/env";
import { freePort } from "@/lib/wire/free-port";
import { openHome } from "@/lib/wire/open-home";
import { processContext } from "@/lib/wire/process-context";
import { closeOnSignals } from "./close-on-signals";
import { welcome } from "./welcome";

const CONSOLE: Context = { actor: { kind: "system", name: "console" }, requestId: "start" };

/** Opens the house and prints how to get in; ends the process with one sentence when it cannot. */
export async function startApp(options: { demo: boolean }): Promise<void> {
  process.setSourceMapsEnabled(true);
  const closing = closeOnSignals();
  try {
    const port = await freePort(env().port, env().host);
    provideEnv({ PORT: String(port) });
    const home = await openHome();
    closing.add(home.close);
    closing.add(() => processContext().close());
    const app = next({ dev: false });
    await app.prepare();
    const handle = app.getRequestHandler();
    const server = createServer(handle);
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, env().host, resolve);
    });
    closing.add(async () => {
      server.close();
      server.closeAllConnections();
    });
    const sweeper = startSweeper();
    closing.add(sweeper.stop);
    process.stdout.write(
      welcome({
        address: env().publicUrl,
        setupCode: await ensureSetupCode(),
        link: await createSignInLink(),
        firstToken: await ensureFirstToken(CONSOLE, { spaceName: "moviematch" }),
      }),
    );
    void options;
  } catch (error) {
    const said = error instanceof RoomkeeperError ? error.message : `It did not start: ${error}`;
    process.stderr.write(`${said}\n`);
    await closing.close();
    process.exit(1);
  }
}
