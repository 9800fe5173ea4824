import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import { createSecretBox, type SecretBox } from "@/lib/core/secret-box";
import { PrismaClient } from "@/lib/generated/prisma/client";
import { env } from "./env";

/** What the whole process shares: one pool that Prisma and the prepared statements both use, and the secret box. */
export interface Process {
  pool: pg.Pool;
  prisma: PrismaClient;
  secretBox: SecretBox;
  close(): Promise<void>;
}

const KEY = Symbol.for("roomkeeper.process");
const shared = globalThis as { [KEY]?: Process };

/**
 * The process's own context, opened at first use. Two bundles live in one process (the API's and Next's), so it hangs on
 * globalThis on purpose.
 */
export function processContext(): Process {
  shared[KEY] ??= openProcess(env().databaseUrl, env().secrets);
  return shared[KEY];
}

/** Replaces the shared context; for tests, which each bring a database of their own. */
export function useProcess(context: Process | undefined): void {
  if (context) shared[KEY] = context;
  else delete shared[KEY];
}

/** Opens a context over one database; connecting is lazy. */
export function openProcess(databaseUrl: string | undefined, secrets: readonly string[]): Process {
  if (!databaseUrl) {
    throw new RoomkeeperError(
      "unavailable",
      "No database is known yet: start with `npm start`, or set DATABASE_URL.",
    );
  }
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: LIMITS.poolConnectionsMax,
    connectionTimeoutMillis: LIMITS.poolWaitMs,
    statement_timeout: LIMITS.statementMs,
    lock_timeout: LIMITS.lockMs,
    idle_in_transaction_session_timeout: LIMITS.statementMs,
    application_name: "roomkeeper",
  });
  // Without a listener a stopping server would end the process.
  pool.on("error", () => {});
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    pool,
    prisma,
    secretBox: createSecretBox(secrets),
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
