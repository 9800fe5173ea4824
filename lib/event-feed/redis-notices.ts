import { randomFraction } from "@/lib/core/ids";
import { LIMITS } from "@/lib/core/limits";
import {
  type RedisClient,
  type RedisConnection,
  withRedisTimeout,
} from "@/lib/storage/support/redis-connection";
import type { EventNotices } from "./event-feed";

const CHANNEL = "roomkeeper:events";

/**
 * Notices by Redis' publish and subscribe, for many instances: Postgres then carries none. One that gets lost, or all of them
 * while Redis is away, costs a second each, because every instance also looks by itself.
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
        // After every break something may have been missed.
        next.on("ready", onNotice);
        try {
          await next.connect();
          await next.subscribe(CHANNEL, () => onNotice());
          onNotice();
        } catch {
          // Connected but not subscribed it would stay deaf: only what was subscribed to is subscribed to again.
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
