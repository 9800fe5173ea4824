import type { Server, ServerResponse } from "node:http";
import { Server as NetServer } from "node:net";
import { LIMITS } from "@/lib/core/limits";

/**
 * Prepares a server for a stop that resets no connection on which a client may be sending a request. The returned function stops it, and
 * resolves when all connections are closed:
 *
 * - New connections are refused at once. Clients that keep a connection need no new one until they have been told so.
 * - Every reply that has not begun says `Connection: close`, so its client opens no further request on that connection.
 * - Idle connections get `stopIdleMs` for one more request, and are closed after that.
 * - Requests that last longer than `shutdownMs` are cut off.
 */
export function stopperOf(server: Server): () => Promise<void> {
  const open = new Set<ServerResponse>();
  let isStopping = false;
  server.prependListener("request", (_request, response) => {
    if (isStopping) response.setHeader("connection", "close");
    open.add(response);
    response.once("close", () => open.delete(response));
  });

  return async () => {
    isStopping = true;
    for (const response of open) {
      if (!response.headersSent) response.setHeader("connection", "close");
    }
    // The close of an HTTP server closes idle connections at once. This one only ends listening.
    const closed = new Promise<void>((resolve) =>
      NetServer.prototype.close.call(server, () => resolve()),
    );
    let idle: NodeJS.Timeout | undefined;
    const grace = setTimeout(() => {
      server.closeIdleConnections();
      // A connection that was busy becomes idle when its request ends, and must not be kept alive then.
      idle = setInterval(() => server.closeIdleConnections(), 50);
    }, LIMITS.stopIdleMs);
    const cut = setTimeout(() => server.closeAllConnections(), LIMITS.shutdownMs);
    await closed;
    for (const timer of [grace, idle, cut]) clearTimeout(timer);
    server.close();
  };
}
