import { createClient } from "redis";
import { LIMITS } from "@/lib/core/limits";
import { randomFraction } from "@/lib/core/random-fraction";

export type RedisClient = ReturnType<typeof makeClient>;

/** A connection to Redis that connects at its first use, reconnects by itself, and limits how long a caller waits. */
export interface RedisConnection {
  /** Resolves with the connected client; rejects if it cannot connect within two seconds. */
  ready(): Promise<RedisClient>;
  /** Makes a separate client for a subscription, because a subscribed connection takes no other commands. It is not connected yet. */
  another(): RedisClient;
  close(): Promise<void>;
}

/** Makes a connection object. It does not connect yet. */
export function createRedisConnection(url: string): RedisConnection {
  let client: RedisClient | undefined;
  let connecting: Promise<unknown> | undefined;

  async function ready(): Promise<RedisClient> {
    client ??= makeClient(url);
    if (client.isReady) return client;
    // The client continues to connect even if the caller's time is over.
    connecting ??= client.isOpen
      ? new Promise((resolve) => client?.once("ready", resolve))
      : client.connect();
    const attempt = connecting;
    attempt
      .catch(() => {})
      .finally(() => {
        if (connecting === attempt) connecting = undefined;
      });
    await withRedisTimeout(attempt);
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

/** Rejects if Redis does not answer within two seconds, so that callers do not hang. */
export async function withRedisTimeout<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("Redis does not answer.")), LIMITS.redisWaitMs);
  });
  // After the timeout nobody handles the result, so a rejection must not become an unhandled one.
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
    // A command that cannot be sent immediately fails, so that the caller can continue without Redis.
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
  // Without a listener, a lost connection would end the process. Each command reports its own failure.
  client.on("error", () => {});
  return client;
}
