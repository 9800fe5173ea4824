import http from "node:http";
import type { AddressInfo, Socket } from "node:net";

export interface Received {
  headers: Record<string, string>;
  body: string;
}

export type Answer = (
  request: http.IncomingMessage,
  response: http.ServerResponse,
  body: string,
) => void;

/** A receiver on this machine that counts its connections and stores the messages that it receives. */
export async function startReceiver(answer: Answer, host = "127.0.0.1", at = 0) {
  const received: Received[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString();
      received.push({ headers: request.headers as Record<string, string>, body });
      answer(request, response, body);
    });
  });
  server.on("connection", (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
  });
  await new Promise<void>((resolve) => server.listen(at, host, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${port}/hook`,
    port,
    received,
    connections: () => connections,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
