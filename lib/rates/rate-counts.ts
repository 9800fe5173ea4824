import type { Queryable } from "@/lib/db/queryable";
import { type RedisConnection, withRedisTimeout } from "@/lib/storage/support/redis-connection";

/** How much of a key's limit was used in a window. */
export interface RateUse {
  key: string;
  /** When the window began, in seconds since 1970. */
  window: number;
  /** How long the window is. */
  seconds: number;
  by: number;
}

/** The store in which all instances add up their counts. */
export interface RateCounts {
  /** Adds the uses and resolves with the sums, in the same order. */
  add(uses: readonly RateUse[]): Promise<number[]>;
}

/** Sums in an unlogged table: one statement for all keys. */
export function createPostgresCounts(db: Queryable): RateCounts {
  return {
    async add(uses) {
      const sorted = [...uses].sort((a, b) => (a.key < b.key ? -1 : 1));
      const { rows } = await db.query<{ key: string; used: string }>(
        `insert into rate_count as stored (key, window_start, used)
         select * from unnest($1::text[], $2::bigint[], $3::bigint[])
         on conflict (key, window_start) do update set used = stored.used + excluded.used
         returning key, used`,
        [
          sorted.map(({ key }) => key),
          sorted.map(({ window }) => window),
          sorted.map(({ by }) => by),
        ],
      );
      const sums = new Map(rows.map(({ key, used }) => [key, Number(used)]));
      return uses.map(({ key }) => sums.get(key) ?? 0);
    },
  };
}

/** Sums in Redis: one round trip for all keys. */
export function createRedisCounts(redis: RedisConnection): RateCounts {
  return {
    async add(uses) {
      const batch = (await redis.ready()).multi();
      for (const { key, window, seconds, by } of uses) {
        const name = `roomkeeper:rate:${key}:${window}`;
        batch.incrBy(name, by);
        // Twice as long as the window, because the clocks of the instances differ.
        batch.expire(name, 2 * seconds);
      }
      const answers = await withRedisTimeout(batch.exec());
      return uses.map((_, index) => Number(answers[index * 2]));
    },
  };
}
