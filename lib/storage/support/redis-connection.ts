import { createClient } from "redis";
import { randomFraction } from "@/lib/core/ids";
import { LIMITS } from "@/lib/core/limits";

export type RedisClient = ReturnType<typeof makeClient>;

/** A connection to Redis that is made with the first use, mends itself, and lets nobody wait for long. */
export interface RedisConnection {
  /** The client when it is connected; rejects when it is not within two seconds. */
  ready(): Promise<RedisClient>;
  /** A connection of its own for a subscription, which takes no other commands. Not connected yet. */
  another(): RedisClient;
  close(): Promise<void>;
}

/** Opens nothing yet. */
export function createRedisConnection(url: string): RedisConnection {
  let client: RedisClient | undefined;
  let connecting: Promise<unknown> | undefined;

  async function ready(): Promise<RedisClient> {
    client ??= makeClient(url);
    if (client.isReady) return client;
    // It goes on connecting by itself, also when nobody waits for it any more.
    connecting ??= client.isOpen
      ? new Promise((resolve) => client?.once("ready", resolve))
      : client.connect();
    const attempt = connecting;
    attempt
      .catch(() => {})
      .finally(() => {
        if (connecting === attempt) connecting = undefined;
      });
    await inTime(attempt);
    return client;
  }

  return {
    ready,
    another: () => makeClient(url),
    async close() {
      if (!client?.isOpen) return;
      if (client.isReady) await client.close().catch(() => {});
      else client.destroy();
    },
  };
}

/** An answer of Redis, or a rejection after two seconds: one that hangs must not hang whoever asks. */
export async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("Redis does not answer.")), LIMITS.redisWaitMs);
  });
  // Whatever comes of it later is nobody's any more.
  answer.catch(() => {});
  try {
    return await Promise.race([answer, over]);
  } finally {
    clearTimeout(timer);
  }
}

function makeClient(url: string) {
  const client = createClient({
    url,
    // What cannot be sent at once fails at once: whoever asked decides what to do without Redis.
    disableOfflineQueue: true,
    commandsQueueMaxLength: 10_000,
    socket: {
      connectTimeout: LIMITS.redisWaitMs,
      socketTimeout: LIMITS.redisSilenceMs,
      reconnectStrategy: (tries) =>
        Math.min(2_000, 50 * 2 ** Math.min(tries, 6)) * (0.5 + randomFraction()),
    },
    pingInterval: LIMITS.redisSilenceMs / 3,
  });
  // Without a listener a lost connection would end the process; every command reports its own failure.
  client.on("error", () => {});
  return client;
}
