import type pg from "pg";
import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import { UtcClient } from "./utc-client";

/**
 * How a database is reached: directly, or through a pooler such as PgBouncer, which may give every transaction another session.
 * Behind a pooler, features of a session must not be used: named statements, session locks, LISTEN and startup parameters.
 */
export type ConnectionMode = "direct" | "pooled";

/**
 * Finds out how the database is reached. A pooler serves many sessions, so at the start of a connection it sends its own process id,
 * and the session behind it has another one. https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-START-UP
 * Throws `unavailable` if whole transactions are impossible, and the original error if the database does not answer.
 */
export async function detectConnectionMode(
  url: string,
  waitMs: number = LIMITS.poolWaitMs,
): Promise<ConnectionMode> {
  const client = new UtcClient({
    connectionString: url,
    connectionTimeoutMillis: waitMs,
    query_timeout: waitMs,
    application_name: "roomkeeper probe",
  });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
    const reportedPid = (client as unknown as { processID: number | null }).processID;
    if (rows[0]?.pid === reportedPid) return "direct";
    await requireTransactions(client);
    return "pooled";
  } finally {
    await client.end().catch(() => {});
  }
}

async function requireTransactions(client: pg.Client): Promise<void> {
  try {
    await client.query("begin");
    await client.query("select 1");
    await client.query("commit");
  } catch (cause) {
    throw new RoomkeeperError(
      "unavailable",
      "The pooler at DATABASE_URL gives every statement another session, which breaks transactions: " +
        "set its pool_mode to transaction or session.",
      {},
      cause,
    );
  }
}
