import type { Pool, PoolClient } from "pg";
import { createGate } from "@/lib/core/gate";
import { retryConflicts } from "@/lib/db/database-failure";
import type { Context, OpenTransaction } from "./context";

/**
 * Runs `work` in one transaction. After a conflict with another transaction it runs everything again, so `work` must change nothing
 * outside of the database.
 */
export async function inTransaction<T>(
  pool: Pool,
  work: (db: PoolClient) => Promise<T>,
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
      // A connection that cannot roll back is closed and does not return to the pool.
      db.release(broken);
    }
  });
}

/** Like `inTransaction`, but uses the transaction of the context if there is one. */
export function joinTransaction<T>(ctx: Context, work: (db: PoolClient) => Promise<T>): Promise<T> {
  return ctx.transaction ? work(ctx.transaction.db) : inTransaction(ctx.services.pool, work);
}

/**
 * Runs several verbs in one transaction: `work` gets a context whose transaction all of them share. What they add to `afterwards` runs
 * after the transaction has ended, also after a rollback.
 */
export async function asOne<T>(
  ctx: Context,
  work: (ctx: Context & { transaction: OpenTransaction }) => Promise<T>,
): Promise<T> {
  let afterwards: OpenTransaction["afterwards"] = [];
  try {
    return await inTransaction(ctx.services.pool, (db) => {
      afterwards = [];
      return work({ ...ctx, transaction: { db: oneAtATime(db), afterwards } });
    });
  } finally {
    for (const write of afterwards) await write();
  }
}

/** Verbs that run at the same time share the connection, so their statements wait for each other. */
function oneAtATime(db: PoolClient): PoolClient {
  const pass = createGate(1);
  const query = db.query.bind(db) as (...given: unknown[]) => Promise<unknown>;
  return Object.assign(Object.create(db) as PoolClient, {
    query: (...given: unknown[]) => pass(() => query(...given)),
  });
}

/** The database connection of a verb: the transaction of the context, or the pool. */
export function databaseOf(ctx: Context): Pool | PoolClient {
  return ctx.transaction?.db ?? ctx.services.pool;
}
