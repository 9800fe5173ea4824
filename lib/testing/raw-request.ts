import { request } from "node:http";

export interface RawReply {
  status?: number;
  headers: Record<string, string>;
  bytes: Buffer;
}

/** Sends one request and returns the reply as it was sent, because fetch would decode it. */
export function rawRequest(
  url: URL,
  options: { method?: string; headers?: Record<string, string> } = {},
): Promise<RawReply> {
  return new Promise((resolve, reject) => {
    const sent = request(url, options, (reply) => {
      const pieces: Buffer[] = [];
      reply.on("data", (piece) => pieces.push(piece));
      reply.on("end", () =>
        resolve({
          status: reply.statusCode,
          headers: reply.headers as Record<string, string>,
          bytes: Buffer.concat(pieces),
        }),
      );
    });
    sent.on("error", reject);
    sent.end();
  });
}
