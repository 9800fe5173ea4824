import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { TEST_SECRET } from "./test-secret";

export interface Instance {
  /** Without a trailing slash. */
  url: string;
  /** Ends it without a warning, like a power failure. */
  kill(): Promise<void>;
  /** Stops its server as a signal does, and starts it again at the same address. */
  restart(): Promise<void>;
}

/**
 * Starts another process of the real API over a database, like a second instance behind a load balancer. It has the secret of
 * `freshServices`. With `port` it starts again at the same address.
 */
export async function startInstance(
  databaseUrl: string,
  variables: Record<string, string> = {},
): Promise<Instance> {
  const child = fork(path.join(import.meta.dirname, "instance-main.ts"), {
    execArgv: ["--import", "tsx"],
    env: {
      ...process.env,
      PORT: "0",
      LOG_LEVEL: "silent",
      ROOMKEEPER_SECRET: TEST_SECRET,
      DATABASE_URL: databaseUrl,
      ...variables,
    },
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.once("message", (said) => resolve(String(said)));
    child.once("exit", (code) => reject(new Error(`An instance ended with ${code}.`)));
  });
  return {
    url,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGKILL");
      await once(child, "exit");
    },
    async restart() {
      child.send("restart");
      await once(child, "message");
    },
  };
}
