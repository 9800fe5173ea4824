import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import { createSecretBox, type SecretBox } from "@/lib/core/secret-box";
import { createEventFeed, type EventFeed } from "@/lib/events/event-feed";
import { createPostgresNotices } from "@/lib/events/postgres-notices";
import { createRedisNotices } from "@/lib/events/redis-notices";
import { PrismaClient } from "@/lib/generated/prisma/client";
import { createPostgresCounts, createRedisCounts } from "@/lib/rates/rate-counts";
import { createRateLimiter, type RateLimiter, unlimited } from "@/lib/rates/rate-limiter";
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
  rates: { token: RateLimiter; address: RateLimiter };
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

export interface ProcessOptions {
  redisUrl?: string | undefined;
  /** Requests a minute over all instances; 0 is no limit. */
  ratePerToken?: number;
  ratePerAddress?: number;
}

/** Opens a context over one database; connecting is lazy. */
export function openProcess(
  databaseUrl: string | undefined,
  secrets: readonly string[],
  { redisUrl, ratePerToken = 0, ratePerAddress = 0 }: ProcessOptions = {},
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
  const limiter = (name: string, limit: number) =>
    limit > 0 ? createRateLimiter(name, limit, counts) : unlimited();
  const rates = {
    token: limiter("token", ratePerToken),
    address: limiter("address", ratePerAddress),
  };
  return {
    pool,
    prisma,
    secretBox: createSecretBox(secrets),
    events,
    redis,
    rates,
    async close() {
      await Promise.all([rates.token.close(), rates.address.close()]);
      await events.close();
      await redis?.close();
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
