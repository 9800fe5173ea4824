import type { AddressInfo } from "node:net";
import { LIMITS } from "@/lib/core/limits";
import { env } from "@/lib/runtime/env";
import { getServices } from "@/lib/runtime/services";
import { plexAuthUrlFor } from "@/lib/runtime/visit-origin";
import { createRoomkeeperServer, type PageHandler } from "./create-server";

export interface RunningServer {
  /** Where it listens, such as http://127.0.0.1:3000. */
  url: string;
  /** Accepts no new connections, lets running requests finish, and closes those that last longer than the shutdown limit. */
  close(): Promise<void>;
}

/**
 * Starts listening. Rejects with the listen error (EADDRINUSE, EACCES) when it cannot.
 * @param options.next answers everything but the API
 */
export async function startServer(options: {
  port: number;
  host: string;
  next: PageHandler;
}): Promise<RunningServer> {
  const server = createRoomkeeperServer({
    publicUrl: env().publicUrl,
    corsOrigins: env().corsOrigins,
    formTargets: (visit) => [new URL(plexAuthUrlFor(visit)).origin],
    posterOrigins: env().posterOrigins,
    pages: options.next,
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  const { port, address, family } = server.address() as AddressInfo;
  const host = family === "IPv6" ? `[${address}]` : address;
  return {
    url: `http://${host}:${port}`,
    async close() {
      getServices().events.endStreams();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // A connection that was busy becomes idle when its request ends, and must not be kept alive then.
      const idle = setInterval(() => server.closeIdleConnections(), 50);
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), LIMITS.shutdownMs);
      await closed;
      clearInterval(idle);
      clearTimeout(cut);
    },
  };
}
