import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import writeFileAtomic from "write-file-atomic";
import { RoomkeeperError } from "@/lib/core/errors";
import { APP_DATABASE, APP_ROLE } from "./app-database";
import { explainPostgres } from "./explain-postgres";
import { freePort } from "./free-port";
import { type Cluster, openCluster, SUPERUSER } from "./postgres-cluster";
import { joinServer, type Membership, portOf } from "./postgres-membership";
import { removeStalePidFile, runningServer, startServer, stopServer } from "./postgres-server";

const ATTEMPTS_MAX = 60;

export interface EmbeddedPostgres {
  /** A connection string for the `roomkeeper` database as its owner, who has no other rights. */
  url: string;
  /** A connection string for the superuser, who may make other databases, as tests do. */
  superuserUrl: string;
  /** Whether this call started it; otherwise it was found running and is shared. */
  started: boolean;
  /** Stops using the server, and stops it if no other process uses it. */
  stop(): Promise<void>;
}

/**
 * Starts the Postgres of the npm package with its data in `dataDir`, and creates the cluster and the `roomkeeper` database if they are
 * missing. If another process uses a running server there, it is shared; if its process was killed, the server is restarted. The last
 * process that uses it stops it.
 */
export async function startEmbeddedPostgres(dataDir: string): Promise<EmbeddedPostgres> {
  const home = path.resolve(dataDir);
  let said: unknown;
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    const cluster = await openCluster(home);
    const member = await joinServer(cluster, await portOf(home));
    if (member) return share(cluster, member, false);
    if ((await runningServer(cluster.folder)) === undefined) {
      try {
        return await startOver(home, cluster);
      } catch (error) {
        said = error;
        if (!isRace(error)) break;
      }
    }
    await sleep(500);
  }
  throw explainPostgres(said ?? new Error("it is busy starting or stopping"), home);
}

/** Another start came first, or another program took the port in between. */
function isRace(error: unknown): boolean {
  return /already exists|Address already in use|still in use/.test((error as Error).message);
}

async function startOver(home: string, cluster: Cluster): Promise<EmbeddedPostgres> {
  await removeStalePidFile(cluster.folder);
  const port = await freePort(0, "127.0.0.1");
  const server = await startServer(cluster.folder, port);
  await writeFileAtomic(
    path.join(home, "postgres.json"),
    `${JSON.stringify({ port, url: urlOf(cluster, port) }, null, 2)}\n`,
    { mode: 0o600 },
  );
  const member = await joinServer(cluster, port, true);
  if (!member) throw new RoomkeeperError("unavailable", "Postgres started and stopped again.");
  const shared = share(cluster, member, true);
  return {
    ...shared,
    async stop() {
      server.expectEnd();
      await shared.stop();
      server.release();
    },
  };
}

function share(cluster: Cluster, member: Membership, started: boolean): EmbeddedPostgres {
  return {
    url: urlOf(cluster, member.port),
    superuserUrl: `postgresql://${SUPERUSER}:${cluster.password}@127.0.0.1:${member.port}/postgres`,
    started,
    async stop() {
      const isLast = await member.leave();
      if (isLast) await stopServer(cluster.folder);
      await member.close();
    },
  };
}

function urlOf(cluster: Cluster, port: number): string {
  return `postgresql://${APP_ROLE}:${cluster.appPassword}@127.0.0.1:${port}/${APP_DATABASE}`;
}
