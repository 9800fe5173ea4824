import { readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { UtcClient } from "@/lib/db/utc-client";
import { prepareAppDatabase } from "./app-database";
import { type Cluster, SUPERUSER } from "./postgres-cluster";
import { stopServer } from "./postgres-server";

/** The key of the shared advisory lock of all processes that use the server. The number has no meaning. */
const MEMBERS = 7_666_537;
const REJOIN_MS = 500;

/**
 * The membership of a process among those that use one embedded server. It is a shared advisory lock, which a killed process loses
 * automatically, so no stale file can remain. https://www.postgresql.org/docs/18/explicit-locking.html#ADVISORY-LOCKS
 */
export interface Membership {
  port: number;
  /** Ends the membership. Resolves with true if there are no other members; then new ones must wait until `close`. */
  leave(): Promise<boolean>;
  close(): Promise<void>;
}

/** The port of the server that last ran with this data folder. */
export async function portOf(dataDir: string): Promise<number | undefined> {
  const text = await readFile(path.join(dataDir, "postgres.json"), "utf8").catch(() => "{}");
  const { port } = JSON.parse(text) as { port?: unknown };
  return typeof port === "number" ? port : undefined;
}

/**
 * Joins the server of this cluster on `port`; undefined when it does not answer there. One that nobody else uses is the orphan
 * of a killed process: unless `isOurs`, it is stopped and not joined.
 */
export async function joinServer(
  cluster: Cluster,
  port: number | undefined,
  isOurs = false,
): Promise<Membership | undefined> {
  if (port === undefined) return undefined;
  let client = await connect(cluster, port);
  if (!client) return undefined;
  if (!isOurs && (await tryAlone(client))) {
    await stopServer(cluster.folder);
    await end(client);
    return undefined;
  }
  await joinMembers(client);
  await prepareAppDatabase(client, cluster.appPassword, (database) =>
    connect(cluster, port, database),
  );
  let isMember = true;
  const rejoinWhenCut = (cut: pg.Client) => {
    cut.once("end", async () => {
      while (isMember) {
        await sleep(REJOIN_MS);
        const next = await connect(cluster, port);
        if (!next) continue;
        await joinMembers(next).catch(() => {});
        client = next;
        return rejoinWhenCut(next);
      }
    });
  };
  rejoinWhenCut(client);
  return {
    port,
    async leave() {
      isMember = false;
      if (!client) return false;
      return await leaveMembers(client).catch(() => false);
    },
    async close() {
      if (client) await end(client);
    },
  };
}

async function joinMembers(client: pg.Client): Promise<void> {
  await client.query("select pg_advisory_lock_shared($1)", [MEMBERS]);
}

async function leaveMembers(client: pg.Client): Promise<boolean> {
  await client.query("select pg_advisory_unlock_shared($1)", [MEMBERS]);
  return tryAlone(client);
}

async function tryAlone(client: pg.Client): Promise<boolean> {
  const text = "select pg_try_advisory_lock($1) as alone";
  const { rows } = await client.query<{ alone: boolean }>(text, [MEMBERS]);
  return rows[0]?.alone === true;
}

async function connect(
  cluster: Cluster,
  port: number,
  database = "postgres",
): Promise<pg.Client | undefined> {
  const { password } = cluster;
  const place = { host: "127.0.0.1", port, user: SUPERUSER, password, database };
  const client = new UtcClient({
    ...place,
    connectionTimeoutMillis: 2_000,
    keepAlive: true,
    application_name: "roomkeeper membership",
  });
  // Without a listener a stopping server would end the process.
  client.on("error", () => {});
  try {
    await client.connect();
    return client;
  } catch {
    await end(client);
    return undefined;
  }
}

async function end(client: pg.Client): Promise<void> {
  await client.end().catch(() => {});
}
