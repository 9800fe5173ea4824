import { LIMITS } from "@/lib/core/limits";
import { randomFraction } from "@/lib/core/random-fraction";
import {
  type RedisClient,
  type RedisConnection,
  withRedisTimeout,
} from "@/lib/storage/support/redis-connection";
import type { EventNotices } from "./event-feed";

const CHANNEL = "roomkeeper:events";

/**
 * Notifications with Redis' publish and subscribe, for many instances. A lost notification, also while Redis is unavailable, causes a
 * delay of at most a second, because every instance also polls.
 */
export function createRedisNotices(redis: RedisConnection): EventNotices {
  return {
    byDatabase: false,
    listen(onNotice) {
      let client: RedisClient | undefined;
      let timer: NodeJS.Timeout | undefined;
      let isStopped = false;

      async function subscribe(): Promise<void> {
        const next = redis.another();
        client = next;
        // After a break, a notification may have been missed.
        next.on("ready", onNotice);
        try {
          await next.connect();
          await next.subscribe(CHANNEL, () => onNotice());
          onNotice();
        } catch {
          // The client resubscribes only to channels that it was subscribed to, so a failed subscription must be repeated here.
          if (next.isOpen) next.destroy();
          if (isStopped) return;
          timer = setTimeout(subscribe, LIMITS.eventLookMs * (0.5 + randomFraction()));
          timer.unref();
        }
      }

      const begun = subscribe();
      return {
        async stop() {
          isStopped = true;
          clearTimeout(timer);
          if (client?.isOpen) client.destroy();
          await begun;
        },
      };
    },
    async notify() {
      await withRedisTimeout((await redis.ready()).publish(CHANNEL, ""));
    },
  };
}
