import type { Pool, PoolClient } from "pg";
import { createGate } from "@/lib/core/gate";
import { retryConflicts } from "@/lib/db/database-failure";
import type { Context, OpenTransaction } from "@/lib/runtime/context";

/**
 * Runs `work` in one transaction of the pool: all of it happens, or nothing. One that lost a
 * conflict to another transaction is run again as a whole, so `work` must touch nothing but the database.
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
      // A connection that cannot even roll back is thrown away instead of going back to the pool.
      db.release(broken);
    }
  });
}

/** As `inTransaction`, but within the transaction that the caller is part of, if there is one. */
export function joinTransaction<T>(ctx: Context, work: (db: PoolClient) => Promise<T>): Promise<T> {
  return ctx.transaction ? work(ctx.transaction.db) : inTransaction(ctx.services.pool, work);
}

/**
 * Runs verbs as one: they are given a context whose transaction all of them share. What they leave for afterwards is done when
 * it has ended, also when it was rolled back.
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

/** Verbs that run side by side share the connection, which takes one statement after the other. */
function oneAtATime(db: PoolClient): PoolClient {
  const pass = createGate(1);
  const query = db.query.bind(db) as (...given: unknown[]) => Promise<unknown>;
  return Object.assign(Object.create(db) as PoolClient, {
    query: (...given: unknown[]) => pass(() => query(...given)),
  });
}

/** What a verb runs its statements on: the transaction that it is part of, or the pool. */
export function databaseOf(ctx: Context): Pool | PoolClient {
  return ctx.transaction?.db ?? ctx.services.pool;
}
