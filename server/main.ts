import type { AddressInfo } from "node:net";
import { env } from "@/lib/runtime/env";
import { getServices } from "@/lib/runtime/services";
import { plexAuthUrlFor } from "@/lib/runtime/visit-origin";
import { createRoomkeeperServer, type PageHandler } from "./create-server";
import { stopperOf } from "./stop-server";

export interface RunningServer {
  /** Where it listens, such as http://127.0.0.1:3000. */
  url: string;
  /** Accepts no new connections and lets running requests finish; see `stopperOf`. */
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
  const stop = stopperOf(server);
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
      await stop();
    },
  };
}
