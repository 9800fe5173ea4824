import type { PoolClient } from "pg";
import { processContext } from "./process-context";

/** Runs `work` in one transaction on the shared pool: all of it happens, or nothing. */
export async function inTransaction<T>(work: (db: PoolClient) => Promise<T>): Promise<T> {
  const db = await processContext().pool.connect();
  let broken: Error | undefined;
  try {
    await db.query("begin");
    const result = await work(db);
    await db.query("commit");
    return result;
  } catch (error) {
    await db.query("rollback").catch((cause: Error) => {
      broken = cause;
    });
    throw error;
  } finally {
    // A connection that cannot even roll back is thrown away instead of going back to the pool.
    db.release(broken);
  }
}
