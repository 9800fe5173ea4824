import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "@/lib/embedded-postgres/free-port";
import { findRedis } from "@/scripts/find-redis.mjs";

export interface TestRedis {
  url: string;
  /** Stops the server and keeps its data; `start` brings it back at the same address. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Pauses it and all its connections until `goOn`. */
  hang(): void;
  goOn(): void;
  /** Stops it for good. */
  remove(): Promise<void>;
}

/** Starts a real Redis on a free port of the loopback address, with its data in a temporary folder. */
export async function startRedis(): Promise<TestRedis> {
  const program = findRedis();
  if (!program) {
    throw new Error("The tests need Redis: install redis-server, or set REDIS_SERVER to its path.");
  }
  const folder = await mkdtemp(path.join(tmpdir(), "roomkeeper-redis-"));
  const port = await freePort(0, "127.0.0.1");
  let server: ChildProcess | undefined;

  async function start(): Promise<void> {
    const settings = { port, bind: "127.0.0.1", dir: folder, appendonly: "yes", save: "" };
    const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
    const child = spawn(program as string, args, { stdio: ["ignore", "pipe", "ignore"] });
    server = child;
    let said = "";
    for await (const chunk of child.stdout) {
      said += chunk;
      if (said.includes("Ready to accept connections")) break;
    }
    if (!said.includes("Ready to accept")) throw new Error(`Redis did not start: ${said}`);
  }

  async function stop(): Promise<void> {
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    server.kill("SIGKILL");
    await once(server, "exit");
  }

  // An aborted test run must not leave the process running.
  process.once("exit", () => void server?.kill("SIGKILL"));
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    start,
    stop,
    hang: () => void server?.kill("SIGSTOP"),
    goOn: () => void server?.kill("SIGCONT"),
    async remove() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
