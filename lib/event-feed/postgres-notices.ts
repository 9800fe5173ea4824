import type pg from "pg";
import { LIMITS } from "@/lib/core/limits";
import { randomFraction } from "@/lib/core/random-fraction";
import { UtcClient } from "@/lib/db/utc-client";
import type { EventNotices } from "./event-feed";

/**
 * Notifications with LISTEN and NOTIFY, on a separate connection, because the pool may close its own. After a lost connection it
 * reconnects and calls `onNotice`, because a notification may have been missed.
 * @param canListen whether the connection has its own session. Behind a pooler it has none, and the feed relies on polling
 */
export function createPostgresNotices(
  databaseUrl: string,
  canListen: () => Promise<boolean> = async () => true,
): EventNotices {
  return {
    byDatabase: true,
    listen(onNotice) {
      let client: pg.Client | undefined;
      let timer: NodeJS.Timeout | undefined;
      let isStopped = false;

      async function connect(): Promise<void> {
        const isPossible = await canListen().catch(() => undefined);
        if (isPossible === undefined) again();
        if (!isPossible || isStopped) return;
        const next = new UtcClient({
          connectionString: databaseUrl,
          connectionTimeoutMillis: LIMITS.poolWaitMs,
          application_name: "roomkeeper events",
          keepAlive: true,
        });
        client = next;
        next.on("error", () => {});
        next.on("end", () => again());
        next.on("notification", onNotice);
        try {
          await next.connect();
          await next.query("listen roomkeeper_events");
          onNotice();
        } catch {
          await next.end().catch(() => {});
          again();
        }
      }

      function again(): void {
        if (isStopped) return;
        clearTimeout(timer);
        timer = setTimeout(connect, LIMITS.eventLookMs * (0.5 + randomFraction()));
        timer.unref();
      }

      void connect();
      return {
        async stop() {
          isStopped = true;
          clearTimeout(timer);
          await client?.end().catch(() => {});
        },
      };
    },
  };
}
