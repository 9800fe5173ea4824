import type pg from "pg";
import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import { UtcClient } from "./utc-client";

/**
 * How a database is reached: directly, or through a pooler such as PgBouncer, which may give every transaction another session.
 * Through one nothing may rest on a session: no named statements, no session locks, no LISTEN, no startup parameters.
 */
export type Way = "direct" | "pooled";

/**
 * Finds out which. A pooler speaks for many sessions, so it answers with a process id of its own when a connection begins, and the
 * session behind it has another. https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-START-UP
 * Throws `unavailable` where whole transactions are impossible, and what the database said where it does not answer.
 */
export async function detectWay(url: string): Promise<Way> {
  const client = new UtcClient({
    connectionString: url,
    connectionTimeoutMillis: LIMITS.poolWaitMs,
    query_timeout: LIMITS.poolWaitMs,
    application_name: "roomkeeper probe",
  });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
    const told = (client as unknown as { processID: number | null }).processID;
    if (rows[0]?.pid === told) return "direct";
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
