import type { Pool, PoolClient } from "pg";
import { retryConflicts } from "@/lib/core/database-failure";
import { processContext } from "./process-context";

/**
 * Runs `work` in one transaction, on the shared pool unless another is given: all of it happens, or nothing. One that lost a
 * conflict to another transaction is run again as a whole, so `work` must touch nothing but the database.
 */
export async function inTransaction<T>(
  work: (db: PoolClient) => Promise<T>,
  pool: Pool = processContext().pool,
): Promise<T> {
  return retryConflicts(async () => {
    const db = await pool.connect();
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
  });
}
