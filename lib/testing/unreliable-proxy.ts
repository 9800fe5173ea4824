import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface UnreliableProxy {
  url: string;
  /** How many requests arrived, and how many of them were cut. */
  counts(): { requests: number; cut: number };
  /** The largest number of saves of one room that were in flight at the same time. */
  savesAtOnce(): number;
  /** Ends every connection that is open now. */
  cutAll(): void;
  close(): Promise<void>;
}

interface Proxied {
  /** The address of the API. It is called for each request, because the address may change. */
  target: () => string;
  /** The share of requests whose connection is cut, in three ways by turns. */
  cutShare?: number;
  /** A fraction in [0, 1) for each request. */
  chance?: () => number;
  /** Requests that are never answered and never reach the API. */
  swallows?: (request: IncomingMessage) => boolean;
  /** The port to listen on, to come back where it was; any free one by default. */
  port?: number;
}

/**
 * A proxy between a client and the API that cuts connections: before the request has arrived, in the middle of it, or after the API has
 * replied and before the client gets the reply. Counts the simultaneous saves of one room.
 */
export async function startUnreliableProxy(options: Proxied): Promise<UnreliableProxy> {
  const { target, cutShare = 0, chance = Math.random, port = 0, swallows } = options;
  const counts = { requests: 0, cut: 0 };
  const saving = new Map<string, number>();
  let most = 0;

  function note(rooms: string[], by: 1 | -1): void {
    for (const room of rooms) {
      const now = (saving.get(room) ?? 0) + by;
      saving.set(room, now);
      most = Math.max(most, now);
    }
  }

  async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    counts.requests += 1;
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    if (swallows?.(incoming)) return;
    const isCut = chance() < cutShare;
    const way = isCut ? (["before", "amid", "after"] as const)[counts.cut++ % 3] : "through";
    if (way === "before") return void incoming.socket.destroy();
    const rooms = savedRooms(incoming, body);
    note(rooms, 1);
    const onward = request(new URL(incoming.url ?? "/", target()), {
      method: incoming.method,
      headers: incoming.headers,
    });
    const over = () => note(rooms.splice(0), -1);
    onward.on("error", () => {
      over();
      incoming.socket.destroy();
    });
    onward.on("response", (answer) => {
      if (way === "after") {
        answer.resume();
        answer.on("end", () => {
          over();
          incoming.socket.destroy();
        });
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.on("end", over);
      answer.on("error", () => incoming.socket.destroy());
      answer.pipe(outgoing);
    });
    outgoing.on("close", () => onward.destroy());
    if (way === "amid") {
      onward.write(body.subarray(0, body.length >> 1), () => onward.destroy(new Error("cut")));
    } else {
      onward.end(body);
    }
  }

  const server = createServer((incoming, outgoing) => {
    pass(incoming, outgoing).catch(() => incoming.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts: () => ({ ...counts }),
    savesAtOnce: () => most,
    cutAll: () => server.closeAllConnections(),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The rooms that a request saves, alone or in a batch. */
function savedRooms({ method, url = "" }: IncomingMessage, body: Buffer): string[] {
  if (method === "PUT" && url.startsWith("/api/v1/room?")) {
    return [String((JSON.parse(body.toString()) as { roomName: string }).roomName)];
  }
  if (method !== "POST" || url !== "/api/v1/batch") return [];
  const { operations } = JSON.parse(body.toString()) as {
    operations: { op: string; room: { roomName: string } }[];
  };
  return operations.filter(({ op }) => op === "save").map(({ room }) => room.roomName);
}
