import { PrismaPg } from "@prisma/adapter-pg";
import type pg from "pg";
import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import { createSecretBox, type SecretBox } from "@/lib/core/secret-box";
import { DatabasePool } from "@/lib/db/database-pool";
import {
  createDiskGuard,
  type DiskGuard,
  type FreeBytes,
  freeBytesOf,
} from "@/lib/embedded-postgres/disk-guard";
import { createEventFeed, type EventFeed } from "@/lib/event-feed/event-feed";
import { createPostgresNotices } from "@/lib/event-feed/postgres-notices";
import { createRedisNotices } from "@/lib/event-feed/redis-notices";
import { type Examination, openExamination } from "@/lib/examination/open-examination";
import { FAMILIES, type Family } from "@/lib/families/registry";
import { PrismaClient } from "@/lib/generated/prisma/client";
import { type Admission, type AdmissionOptions, createAdmission } from "@/lib/rates/admission";
import { openRates, type RateSettings, type Rates } from "@/lib/rates/open-rates";
import { createPostgresCounts, createRedisCounts } from "@/lib/rates/rate-counts";
import {
  createRedisConnection,
  type RedisConnection,
} from "@/lib/storage/support/redis-connection";
import { env } from "./env";

/** The objects that the whole process shares, such as the pools, the secret box and the event feed. */
export interface Services {
  pool: pg.Pool;
  /** A separate pool for statements that count many ratings, so that they do not use the connections of other requests. */
  analyticsPool: pg.Pool;
  prisma: PrismaClient;
  secretBox: SecretBox;
  events: EventFeed;
  /** Set if REDIS_URL is set. */
  redis: RedisConnection | undefined;
  rates: Rates;
  /** Checks whether this instance can serve requests. */
  examination: Examination;
  admission: Admission;
  /** Refuses writes before the disk of the embedded database is full. */
  disk: DiskGuard;
  /** The families of rooms that this process serves. It ignores rooms of all other kinds. */
  families: readonly Family[];
  /** Their kinds. */
  kinds: readonly string[];
  close(): Promise<void>;
}

const KEY = Symbol.for("roomkeeper.services");
const shared = globalThis as { [KEY]?: Services };

/** The services of this process, opened at first use. Two bundles run in one process (the API's and Next's), so globalThis holds them. */
export function getServices(): Services {
  shared[KEY] ??= openServices(env().databaseUrl, env().secrets, env());
  return shared[KEY];
}

/** Replaces the services of this process; for tests, each of which has its own database. */
export function setServices(services: Services | undefined): void {
  if (services) shared[KEY] = services;
  else delete shared[KEY];
}

export interface ServicesOptions extends RateSettings {
  admission?: AdmissionOptions;
  /** The most time that a statement waits for a lock. */
  lockMs?: number;
  /** The most time that a caller waits for a connection. */
  poolWaitMs?: number;
  /** The most time that the health checks wait for the database. */
  examinationWaitMs?: number;
  redisUrl?: string | undefined;
  families?: readonly Family[];
  /** Says how much is free on the disk of the database, if it is this machine's; otherwise DATA_DIR for the embedded database. */
  freeBytes?: FreeBytes;
  /** The address of the same database without a pooler, if there is one. */
  databaseDirectUrl?: string | undefined;
}

/** Creates the services for one database. They connect when they are first used. */
export function openServices(
  databaseUrl: string | undefined,
  secrets: readonly string[],
  {
    redisUrl,
    databaseDirectUrl,
    admission,
    lockMs,
    poolWaitMs,
    families = FAMILIES,
    examinationWaitMs,
    freeBytes = isEmbedded(databaseUrl) ? freeBytesOf(env().dataDir) : undefined,
    ...limits
  }: ServicesOptions = {},
): Services {
  if (!databaseUrl) {
    throw new RoomkeeperError(
      "unavailable",
      "No database is known yet: start with `npm start`, or set DATABASE_URL.",
    );
  }
  const pool = new DatabasePool(databaseUrl, { lockMs, waitMs: poolWaitMs });
  const analyticsPool = new DatabasePool(databaseUrl, {
    connectionsMax: LIMITS.analyticsConnectionsMax,
    statementMs: LIMITS.analyticsStatementMs,
    waitMs: poolWaitMs,
  });
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  const redis = redisUrl ? createRedisConnection(redisUrl) : undefined;
  const canListen = async () => databaseDirectUrl !== undefined || (await pool.way()) === "direct";
  const notices = redis
    ? createRedisNotices(redis)
    : createPostgresNotices(databaseDirectUrl ?? databaseUrl, canListen);
  const kinds = families.map(({ kind }) => kind);
  const events = createEventFeed(pool, notices, kinds);
  const counts = redis ? createRedisCounts(redis) : createPostgresCounts(pool);
  const rates = openRates(counts, limits);
  const secretBox = createSecretBox(secrets);
  const { dataDir } = env();
  const onWritable = () => void pool.renew().catch(() => {});
  const examination = openExamination({
    ...{ databaseUrl, secretBox, dataDir, onWritable },
    waitMs: examinationWaitMs,
    freeBytes,
  });
  const disk = createDiskGuard(freeBytes);
  pool.onReadOnly(examination.doubt);
  return {
    pool,
    analyticsPool,
    prisma,
    secretBox,
    examination,
    disk,
    events,
    redis,
    rates,
    admission: createAdmission(admission),
    families,
    kinds,
    async close() {
      await Promise.all(Object.values(rates).map((rate) => rate.close()));
      disk.close();
      await examination.close();
      await events.close();
      await redis?.close();
      await prisma.$disconnect();
      await Promise.all([pool.end(), analyticsPool.end()]);
    },
  };
}

function isEmbedded(databaseUrl: string | undefined): boolean {
  return env().ownDatabaseUrl === undefined && databaseUrl === env().databaseUrl;
}
