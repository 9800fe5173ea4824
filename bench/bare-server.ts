import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";

/*
 * The cost of the work alone: node:http, one prepared statement, no token, no checks, no merge. A room is one row with its document; a
 * rating is one inserted row.
 */

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function send(response: ServerResponse, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(200, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(text),
  });
  response.end(text);
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://localhost");
  const name = url.searchParams.get("name");
  if (request.method === "POST") {
    const { ratings } = JSON.parse(await readBody(request)) as {
      ratings: Record<string, [string, string, number][]>;
    };
    const [mediaId = "", entries = []] = Object.entries(ratings)[0] ?? [];
    const [userName, value, atMs] = entries[0] ?? [];
    await pool.query({
      name: "rate",
      text: `insert into bare_rating values ($1, $2, $3, $4, $5) on conflict do nothing`,
      values: [name, mediaId, userName, value, atMs],
    });
    send(response, { ok: true });
  } else if (request.method === "PUT") {
    const body = await readBody(request);
    const { roomName, creatorPlexUserId } = JSON.parse(body);
    await pool.query({
      name: "save",
      text: `insert into bare_room (name, owner, document) values ($1, $2, $3)
        on conflict (name) do update set document = excluded.document, updated_at = now()`,
      values: [roomName, String(creatorPlexUserId), body],
    });
    send(response, { ok: true });
  } else if (name !== null) {
    const { rows } = await pool.query({
      name: "get",
      text: "select document from bare_room where name = $1",
      values: [name],
    });
    send(response, rows[0].document);
  } else {
    const { rows } = await pool.query({
      name: "list",
      text: `select name, owner, updated_at, document->>'roomType' as type from bare_room
        order by updated_at desc limit 50`,
    });
    send(response, { items: rows });
  }
}

const server = createServer((request, response) => {
  answer(request, response).catch(() => response.writeHead(500).end());
});
server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
