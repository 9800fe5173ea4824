import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { TEST_SECRET } from "./test-secret";

export interface Instance {
  /** Without a trailing slash. */
  url: string;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

/**
 * Another process of the real API over a database, as a second instance behind a balancer is. Its secret is the one of
 * `freshServices`. Give it a port to start it again where it was.
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
  };
}
