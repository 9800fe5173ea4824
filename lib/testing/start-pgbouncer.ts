import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "@/lib/embedded-postgres/free-port";
import { findProgram } from "@/scripts/find-program.mjs";

export interface TestPgBouncer {
  /** The address of the database through the pooler. */
  url: string;
  /** The log up to now. */
  log(): string;
  stop(): Promise<void>;
}

export type PoolMode = "transaction" | "session" | "statement";

/** Starts a real PgBouncer in front of a database, on a free port of the loopback address, with Debian's default settings. */
export async function startPgBouncer(
  databaseUrl: string,
  mode: PoolMode,
  settings: Record<string, string | number> = {},
): Promise<TestPgBouncer> {
  const program = findProgram("pgbouncer", "PGBOUNCER");
  if (!program) {
    throw new Error("The tests need PgBouncer: install pgbouncer, or set PGBOUNCER to its path.");
  }
  const target = new URL(databaseUrl);
  const port = await freePort(0, "127.0.0.1");
  const folder = await mkdtemp(path.join(tmpdir(), "roomkeeper-pgbouncer-"));
  // PgBouncer refuses to run as root, and reads the file as the account that it changes to.
  await chmod(folder, 0o755);
  const file = path.join(folder, "pgbouncer.ini");
  const server = `host=${target.hostname} port=${target.port} user=${target.username} password=${target.password}`;
  const given = {
    listen_addr: "127.0.0.1",
    listen_port: port,
    unix_socket_dir: "",
    auth_type: "any",
    pool_mode: mode,
    ...settings,
  };
  const lines = Object.entries(given).map(([name, value]) => `${name} = ${value}`);
  await writeFile(file, `[databases]\n* = ${server}\n[pgbouncer]\n${lines.join("\n")}\n`);
  const account = process.getuid?.() === 0 ? ["-u", "nobody"] : [];
  const child = spawn(program, [...account, file], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  await new Promise<void>((resolve, reject) => {
    child.stderr.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes("process up")) resolve();
    });
    child.once("exit", () => reject(new Error(`PgBouncer did not start: ${said}`)));
    child.once("error", reject);
  });
  const kill = () => void child.kill("SIGKILL");
  // An aborted test run must not leave the process running.
  process.once("exit", kill);
  const url = new URL(target);
  url.port = String(port);
  return {
    url: url.href,
    log: () => said,
    async stop() {
      process.off("exit", kill);
      await end(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "exit");
}
