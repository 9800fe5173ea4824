import { delay } from "@/lib/client/api-client";
import { monotonicMs } from "@/lib/core/clock";
import { LIMITS } from "@/lib/core/limits";
import { codeOf } from "./error-code";
import { createNotices } from "./game-log";
import type { Link, Remote } from "./link";
import type { OpenRooms } from "./open-rooms";

const LOOK_MS = 2_000;
const RENEW_MS = 20_000;

interface Held {
  connections: number;
  atMs: number;
}

/**
 * Tells Roomkeeper which rooms are in use here and by how many people: when the number changes, and in time before the lease ends. A room
 * that everybody left is released.
 */
export function holdLeases(remote: Remote, link: Link, rooms: OpenRooms, instance: string): void {
  const held = new Map<string, Held>();
  const notices = createNotices(link.log);

  async function look(): Promise<void> {
    for (const room of rooms.all()) {
      const connections = Math.min(room.users.size, LIMITS.leaseConnectionsMax);
      const last = held.get(room.roomName);
      const isDue =
        connections > 0 &&
        (last?.connections !== connections || monotonicMs() - last.atMs >= RENEW_MS);
      if (isDue) await hold(room.roomName, connections);
      else if (last && connections === 0) await release(room.roomName);
    }
    for (const name of held.keys()) if (!rooms.get(name)) held.delete(name);
  }

  async function hold(name: string, connections: number): Promise<void> {
    held.set(name, { connections, atMs: monotonicMs() });
    try {
      const body = { instance, connections, ttlSeconds: LIMITS.leaseSecondsDefault };
      await call({ method: "PUT", path: "/room/lease", query: { name }, body });
    } catch (error) {
      const { message } = error as Error;
      if (codeOf(error) === "lease_held") notices.warnOnce(name, `${message} (lease_held)`);
    }
  }

  async function release(name: string): Promise<void> {
    held.delete(name);
    const query = { name, instance };
    await call({ method: "DELETE", path: "/room/lease", query }).catch(() => {});
  }

  function call(given: {
    method: "PUT" | "DELETE";
    path: string;
    query: Record<string, string>;
    body?: unknown;
  }) {
    return remote.api.call({ ...given, attemptsMax: 1 });
  }

  async function run(): Promise<void> {
    while (!remote.signal.aborted) {
      if (!remote.isAway()) await look();
      await delay(LOOK_MS, remote.signal);
    }
  }

  void run();
  remote.onStop(async () => {
    await Promise.all([...held.keys()].map(release));
  });
}
