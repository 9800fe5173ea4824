import type { RoomEvent } from "@/lib/event-feed/event";
import type { WebhookMessage } from "@/lib/webhooks/webhook";

const at = "2026-11-19T20:18:39.412Z";

const data: RoomEvent = {
  id: "4711",
  type: "room.deleted",
  at,
  room: {
    kind: "match",
    name: "movie night!",
    id: "rm_6f3k9c2v8w1q5z7x4n0p",
    createdAt: "2026-10-01T20:00:00.000Z",
    version: 12,
  },
  data: { purgeAt: "2026-12-03T20:18:39.412Z" },
};

/** The body of a message. */
export const MESSAGE: WebhookMessage = { type: data.type, timestamp: at, data };

export const HEADERS = [
  {
    name: "webhook-id",
    text: "The id of the message. It stays the same for every attempt and when an admin repeats the message.",
  },
  { name: "webhook-timestamp", text: "The time of this attempt, in seconds since 1970." },
  {
    name: "webhook-signature",
    text: "v1, a comma, and the base64 of an HMAC-SHA-256 over id, timestamp and body, joined by dots. While a secret is being rotated, the header contains two signatures, separated by a space.",
  },
  { name: "content-type", text: "application/json" },
  { name: "user-agent", text: "Roomkeeper-Webhooks/1" },
];

/** A complete receiver. The test of the page runs it. */
export const RECEIVER = `import { createServer } from "node:http";
import { env } from "node:process";
import { Webhook } from "standardwebhooks";

const webhook = new Webhook(env.WEBHOOK_SECRET); // whsec_…
const known = new Set(); // store these ids so that they survive a restart

createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  try {
    // Verify the bytes as received: parsed and serialized again, they would not match the signature.
    const message = webhook.verify(Buffer.concat(chunks), request.headers);
    const id = request.headers["webhook-id"];
    if (!known.has(id)) {
      known.add(id);
      console.log(message.type, message.data.room?.name);
    }
    response.writeHead(204).end();
  } catch {
    response.writeHead(401).end();
  }
}).listen(env.PORT ?? 8080);`;
