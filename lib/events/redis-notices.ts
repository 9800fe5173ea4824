import { inTime, type RedisConnection } from "@/lib/storage/redis-connection";
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
      const client = redis.another();
      // After every break something may have been missed.
      client.on("ready", onNotice);
      const subscribed = client
        .connect()
        .then(() => client.subscribe(CHANNEL, () => onNotice()))
        .catch(() => {});
      return {
        async stop() {
          client.destroy();
          await subscribed;
        },
      };
    },
    async notify() {
      await inTime((await redis.ready()).publish(CHANNEL, ""));
    },
  };
}
