import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import { createSecretBox, type SecretBox } from "@/lib/core/secret-box";
import { createEventFeed, type EventFeed } from "@/lib/events/event-feed";
import { createPostgresNotices } from "@/lib/events/postgres-notices";
import { createRedisNotices } from "@/lib/events/redis-notices";
import { PrismaClient } from "@/lib/generated/prisma/client";
import { openRates, type RateSettings, type Rates } from "@/lib/rates/open-rates";
import { createPostgresCounts, createRedisCounts } from "@/lib/rates/rate-counts";
import { createRedisConnection, type RedisConnection } from "@/lib/storage/redis-connection";
import { env } from "./env";
import { UtcClient } from "./utc-client";

/** What the whole process shares: one pool that Prisma and the prepared statements both use, the secret box, the event feed. */
export interface Process {
  pool: pg.Pool;
  prisma: PrismaClient;
  secretBox: SecretBox;
  events: EventFeed;
  /** Set when REDIS_URL is. */
  redis: RedisConnection | undefined;
  rates: Rates;
  close(): Promise<void>;
}

const KEY = Symbol.for("roomkeeper.process");
const shared = globalThis as { [KEY]?: Process };

/**
 * The process's own context, opened at first use. Two bundles live in one process (the API's and Next's), so it hangs on
 * globalThis on purpose.
 */
export function processContext(): Process {
  shared[KEY] ??= openProcess(env().databaseUrl, env().secrets, env());
  return shared[KEY];
}

/** Replaces the shared context; for tests, which each bring a database of their own. */
export function useProcess(context: Process | undefined): void {
  if (context) shared[KEY] = context;
  else delete shared[KEY];
}

export interface ProcessOptions extends RateSettings {
  redisUrl?: string | undefined;
}

/** Opens a context over one database; connecting is lazy. */
export function openProcess(
  databaseUrl: string | undefined,
  secrets: readonly string[],
  { redisUrl, ...limits }: ProcessOptions = {},
): Process {
  if (!databaseUrl) {
    throw new RoomkeeperError(
      "unavailable",
      "No database is known yet: start with `npm start`, or set DATABASE_URL.",
    );
  }
  const pool = new pg.Pool({
    Client: UtcClient,
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
  const redis = redisUrl ? createRedisConnection(redisUrl) : undefined;
  const notices = redis ? createRedisNotices(redis) : createPostgresNotices(databaseUrl);
  const events = createEventFeed(pool, notices);
  const counts = redis ? createRedisCounts(redis) : createPostgresCounts(pool);
  const rates = openRates(counts, limits);
  return {
    pool,
    prisma,
    secretBox: createSecretBox(secrets),
    events,
    redis,
    rates,
    async close() {
      await Promise.all(Object.values(rates).map((rate) => rate.close()));
      await events.close();
      await redis?.close();
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
