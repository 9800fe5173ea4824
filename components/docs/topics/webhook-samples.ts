import type { RoomEvent } from "@/lib/events/event";
import type { WebhookMessage } from "@/lib/webhooks/webhook";

const at = "2026-11-19T20:18:39.412Z";

const data: RoomEvent = {
  id: "4711",
  type: "room.deleted",
  at,
  room: {
    name: "movie night!",
    id: "rm_6f3k9c2v8w1q5z7x4n0p",
    createdAt: "2026-10-01T20:00:00.000Z",
    version: 12,
  },
  data: { purgeAt: "2026-12-03T20:18:39.412Z" },
};

/** A message as it is sent. */
export const MESSAGE: WebhookMessage = { type: data.type, timestamp: at, data };

export const HEADERS = [
  {
    name: "webhook-id",
    words: "Names the message, the same with every attempt and when it is sent again.",
  },
  { name: "webhook-timestamp", words: "When this attempt was made, in seconds since 1970." },
  {
    name: "webhook-signature",
    words:
      "v1, and the base64 of an HMAC-SHA-256 over id, timestamp and body, joined by dots. While a secret is being rotated there are two, with a space between them.",
  },
  { name: "content-type", words: "application/json" },
  { name: "user-agent", words: "Roomkeeper-Webhooks/1" },
];

/** A whole receiver; the page's test runs it. */
export const RECEIVER = `import { createServer } from "node:http";
import { env } from "node:process";
import { Webhook } from "standardwebhooks";

const webhook = new Webhook(env.WEBHOOK_SECRET); // whsec_…
const known = new Set(); // keep these where they outlive a restart

createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  try {
    // The bytes as they came: parsed and written again they would not fit the signature.
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
