import { type ChildProcess, spawn } from "node:child_process";
import { readFile, readlink, realpath, rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { postgresAccount, programOptions } from "./postgres-account";
import { postgresPrograms } from "./postgres-programs";

const READY_MS = 120_000;
const STOP_MS = 20_000;
const RESTARTS_MAX = 100;

/** A running Postgres that this process started and starts again when it dies. */
export interface PostgresServer {
  /** Lets it run on without us. */
  release(): void;
  /** No longer starts it again when it ends. */
  expectEnd(): void;
}

/** Starts Postgres over `folder` on `port` and resolves when it takes connections; rejects with what it said. */
export async function startServer(folder: string, port: number): Promise<PostgresServer> {
  let watching = true;
  let restarts = 0;
  let child = await startOnce(folder, port);
  const watch = () => {
    child.once("exit", async () => {
      while (watching && restarts < RESTARTS_MAX) {
        restarts += 1;
        await sleep(100);
        const next = await startOnce(folder, port).catch(() => undefined);
        if (!next) continue;
        child = next;
        return watch();
      }
    });
  };
  watch();
  return {
    expectEnd() {
      watching = false;
    },
    release() {
      watching = false;
      child.stderr?.destroy();
      child.unref();
    },
  };
}

async function startOnce(folder: string, port: number): Promise<ChildProcess> {
  const account = await postgresAccount();
  const { postgres } = await postgresPrograms(account);
  const settings = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=200",
    "timezone=UTC",
    "log_timezone=UTC",
  ];
  const seat = programOptions(folder, account);
  const args = ["-D", seat.folder, "-p", String(port), ...settings.flatMap((one) => ["-c", one])];
  // Detached, so that Ctrl-C reaches the app alone and Postgres outlives the last request.
  const child = spawn(postgres, args, {
    ...seat.options,
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let log = "";
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`not ready after ${READY_MS / 1000} s`));
      child.kill("SIGQUIT");
    }, READY_MS);
    const settle = (done: () => void) => {
      clearTimeout(timer);
      done();
    };
    child.stderr?.on("data", (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-4000);
      if (log.includes("ready to accept connections")) settle(resolve);
    });
    child.once("error", (error) => settle(() => reject(error)));
    child.once("exit", () => settle(() => reject(new Error(log.trim() || "it ended at once"))));
  });
  return child;
}

/** The process that `postmaster.pid` names, when it is alive and a Postgres over this folder. */
export async function runningServer(folder: string): Promise<number | undefined> {
  const text = await readFile(pidFile(folder), "utf8").catch(() => "");
  const pid = Number.parseInt(text, 10);
  return pid > 1 && isAlive(pid) && (await isPostgresOver(pid, folder)) ? pid : undefined;
}

/**
 * Removes a `postmaster.pid` whose number now belongs to some other program, as after a restart of a container: Postgres would
 * take that program for a server and refuse to start.
 */
export async function removeStalePidFile(folder: string): Promise<void> {
  if ((await runningServer(folder)) === undefined) await rm(pidFile(folder), { force: true });
}

/** Fast shutdown: open transactions are rolled back, everything acknowledged is on disk. Resolves when it has ended. */
export async function stopServer(folder: string): Promise<void> {
  const pid = await runningServer(folder);
  if (pid === undefined) return;
  signal(pid, "SIGINT");
  for (let waited = 0; isAlive(pid); waited += 25) {
    if (waited === STOP_MS) signal(pid, "SIGQUIT");
    if (waited > 2 * STOP_MS) return;
    await sleep(25);
  }
}

function pidFile(folder: string): string {
  return path.join(folder, "postmaster.pid");
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended in the meantime.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Where the system does not show command lines, the number alone has to do. */
async function isPostgresOver(pid: number, folder: string): Promise<boolean> {
  const commandLine = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => undefined);
  if (commandLine === undefined) return process.platform !== "linux";
  const [program = "", ...args] = commandLine.split("\0");
  if (args.includes(folder)) return true;
  if (path.basename(program) !== "postgres") return false;
  // A server's working directory is its data folder, whatever path it was started with.
  const [works, own] = await Promise.all([
    readlink(`/proc/${pid}/cwd`).catch(() => ""),
    realpath(folder).catch(() => folder),
  ]);
  return works === own;
}
