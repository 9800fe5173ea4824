import { afterEach, expect, test } from "vitest";
import { type Answer, startReceiver } from "@/lib/testing/webhook-receiver";
import { postMessage } from "./post-message";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function receiver(answer: Answer) {
  const started = await startReceiver(answer);
  closing.push(started.close);
  return started;
}

/** Longer than any test may take, so whatever ends was ended by something else. */
const ENDLESS_MS = 3_600_000;

function post(url: string, timeoutMs = 10_000, signal?: AbortSignal) {
  const reach = { privateNetwork: false, loopback: true };
  const resolve = async () => [{ address: "127.0.0.1", family: 4 }];
  return postMessage({ url, headers: {}, body: '{"a":"ü"}', reach, resolve, timeoutMs, signal });
}

test("a redirect is a failure and is not followed", async () => {
  const target = await receiver((_, response) => void response.end());
  for (const status of [301, 302, 303, 307, 308]) {
    const { url } = await receiver((_, response) => {
      response.writeHead(status, { location: target.url }).end();
    });
    expect(await post(url)).toMatchObject({
      status,
      error: `It answered ${status}, and redirects are not followed.`,
    });
  }
  expect(target.connections()).toBe(0);
});

test("the whole body arrives, and the beginning of the answer is kept", async () => {
  const { url, received } = await receiver((_, response) => {
    response.writeHead(200).end(`\0${"ü".repeat(3_000)}`);
  });
  const posted = await post(url);
  expect(posted).toMatchObject({ status: 200, error: null, response: "ü".repeat(1_024) });
  expect(received.map(({ body }) => body)).toEqual(['{"a":"ü"}']);
});

test("an endless answer is cut by size", async () => {
  let sent = 0;
  let isCut = false;
  const { url } = await receiver((_, response) => {
    response.writeHead(500);
    const chunk = Buffer.alloc(16 * 1024, "x");
    const push = () => {
      while (!response.destroyed && sent < 512 * 1024 * 1024) {
        sent += chunk.length;
        if (!response.write(chunk)) return void response.once("drain", push);
      }
    };
    response.on("close", () => {
      isCut = true;
    });
    push();
  });
  const posted = await post(url, ENDLESS_MS);
  expect(posted).toMatchObject({ status: 500, response: "x".repeat(1_024) });
  await expect.poll(() => isCut).toBe(true);
  expect(sent).toBeLessThan(64 * 1024 * 1024);
});

test.each([
  ["of the answer", true, { status: 200, error: null }],
  ["before the answer", false, { status: null, error: "No answer came within 0.4 seconds." }],
])("a slow drip %s is cut by time", async (_, hasHead, expected) => {
  const { url } = await receiver((request, response) => {
    if (hasHead) response.writeHead(200);
    const drip = setInterval(() => {
      if (hasHead) response.write(".");
      else request.socket.write("HTTP/1.1 103 Early Hints\r\n\r\n");
    }, 20);
    request.socket.on("close", () => clearInterval(drip));
  });
  const posted = await post(url, 400);
  expect(posted).toMatchObject(expected);
  expect(posted.tookMs).toBeGreaterThanOrEqual(390);
});

test("a name that is never resolved is cut by time", async () => {
  const reach = { privateNetwork: false, loopback: true };
  const resolve = () => new Promise<never>(() => {});
  const url = "http://slow.example.org/";
  const posted = await postMessage({ url, headers: {}, body: "", reach, resolve, timeoutMs: 200 });
  expect(posted).toMatchObject({ status: null, error: "No answer came within 0.2 seconds." });
});

test("a cut connection, a closed port, a head that is too large and an upgrade are failures", async () => {
  const cut = await receiver((request) => void request.socket.destroy());
  expect((await post(cut.url)).error).toBe("The connection was cut before an answer came.");
  const gone = await startReceiver(() => {});
  await gone.close();
  expect((await post(gone.url)).error).toBe("Nothing listens at that address.");
  const large = await receiver((request) => {
    request.socket.write(`HTTP/1.1 200 OK\r\nx: ${"y".repeat(100_000)}\r\n\r\n`);
  });
  expect(await post(large.url)).toMatchObject({ status: null });
  const upgrade = await receiver((request) => {
    request.socket.write(
      "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n",
    );
  });
  expect((await post(upgrade.url)).error).not.toBeNull();
});

test("it ends when it is told to", async () => {
  const { url } = await receiver(() => {});
  const stopping = new AbortController();
  setTimeout(() => stopping.abort(), 100);
  const posted = await post(url, ENDLESS_MS, stopping.signal);
  expect(posted.status).toBeNull();
});

test.each([
  [{ "retry-after": "120" }, 120],
  [{ "retry-after": "Wed, 21 Oct 2026 07:28:30 GMT", date: "Wed, 21 Oct 2026 07:28:00 GMT" }, 30],
  [{ "retry-after": "999999999" }, 86_400],
  [{ "retry-after": "-5" }, undefined],
  [{ "retry-after": "soon" }, undefined],
  [{}, undefined],
])("Retry-After %o is %s seconds", async (headers, seconds) => {
  const { url } = await receiver((_, response) => void response.writeHead(503, headers).end());
  expect((await post(url)).retryAfterSeconds).toBe(seconds);
});
