import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createSharedPages, type SharedPages } from "./shared-pages";

let server: Server;
let origin: string;
let rendered: number;
let shared: SharedPages;
let render: (response: ServerResponse) => void | Promise<void>;

beforeEach(async () => {
  rendered = 0;
  shared = createSharedPages();
  render = page;
  server = createServer((request, response) => {
    response.setHeader("content-security-policy", `nonce-${Math.random()}`);
    void shared.answer(request.url ?? "", response, async () => {
      rendered += 1;
      await render(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** Sends a page in several pieces, as Next does. */
async function page(response: ServerResponse): Promise<void> {
  response.writeHead(200, { "content-type": "text/x-component", "x-number": rendered });
  response.write("one, ");
  await new Promise((resolve) => setTimeout(resolve, 50));
  response.write(Buffer.from("twö"));
  response.end(", three");
}

async function ask(path: string) {
  const reply = await fetch(origin + path);
  const { status, headers } = reply;
  return { status, headers, text: await reply.text() };
}

test("requests with one key get one rendering, with headers of their own connection", async () => {
  const replies = await Promise.all(Array.from({ length: 20 }, () => ask("/a")));
  replies.push(await ask("/a"));
  expect(rendered).toBe(1);
  expect(new Set(replies.map(({ text }) => text))).toEqual(new Set(["one, twö, three"]));
  expect(new Set(replies.map(({ headers }) => headers.get("x-number")))).toEqual(new Set(["1"]));
  const policies = replies.map(({ headers }) => headers.get("content-security-policy"));
  expect(new Set(policies).size).toBe(replies.length);
});

test("requests with other keys get their own", async () => {
  await Promise.all([ask("/a"), ask("/b"), ask("/c")]);
  expect(rendered).toBe(3);
});

test.each<[string, (response: ServerResponse) => void]>([
  ["a refusal", (response) => void response.writeHead(503).end("no")],
  [
    "a reply that sets a cookie",
    (response) =>
      void response
        .writeHead(200, { "content-type": "text/x-component", "set-cookie": "a=b" })
        .end("x"),
  ],
  [
    "a document",
    (response) => void response.writeHead(200, { "content-type": "text/html" }).end("x"),
  ],
  [
    "a large page",
    (response) =>
      void response.writeHead(200, { "content-type": "text/x-component" }).end("x".repeat(2 ** 21)),
  ],
])("%s is not shared", async (_name, answer) => {
  render = answer;
  await ask("/a");
  await ask("/a");
  expect(rendered).toBe(2);
});

test("if a reply cannot be shared, everybody who waited for it still gets one", async () => {
  render = (response) => void (rendered === 1 ? response.writeHead(503).end() : page(response));
  const replies = await Promise.all(Array.from({ length: 10 }, () => ask("/a")));
  expect(replies.filter(({ status }) => status === 200).length).toBe(9);
  expect(rendered).toBeLessThan(10);
});

test("if the browser that is answered goes away, the others are answered", async () => {
  const gone = new AbortController();
  render = async (response) => {
    if (rendered === 1) await new Promise((resolve) => response.once("close", resolve));
    else await page(response);
  };
  const first = fetch(`${origin}/a`, { signal: gone.signal }).catch(() => null);
  await expect.poll(() => rendered).toBe(1);
  const second = ask("/a");
  gone.abort();
  await first;
  expect((await second).text).toBe("one, twö, three");
});

test("a reply is shared for a short time only", async () => {
  await ask("/a");
  await expect.poll(async () => (await ask("/a")).headers.get("x-number")).toBe("2");
});
