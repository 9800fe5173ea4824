import { afterAll, beforeAll, expect, test } from "vitest";
import { LIMITS } from "@/lib/core/limits";
import { callApi } from "@/lib/testing/api-call";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";
import { eventStreams } from "./open-streams";

let api: ApiServer;
beforeAll(async () => {
  api = await startApiServer();
});
afterAll(() => api.close());

test("a process has a maximum of open streams, and when a stream ends another can be opened", async () => {
  const token = await api.token();
  const accept = "text/event-stream";
  const ask = { method: "GET", path: "/api/v1/events", token, headers: { accept } };
  const held = Array.from({ length: LIMITS.eventStreamsMax }, (_, index) =>
    eventStreams.count(`token ${index % 4}`),
  );
  const refused = await callApi(api, ask);
  expect([refused.status, refused.json.code]).toEqual([503, "overloaded"]);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(refused.json.detail).toContain("event streams");
  held[0]?.();
  // Ending a stream twice makes room for only one.
  held[0]?.();
  const control = new AbortController();
  const headers = { accept, authorization: `Bearer ${token}` };
  const stream = await fetch(`${api.url}/api/v1/events`, { headers, signal: control.signal });
  expect(stream.status).toBe(200);
  expect((await callApi(api, ask)).json.code).toBe("overloaded");
  control.abort();
  // The server notices the end a moment later, and the place is free again.
  await expect
    .poll(() => {
      try {
        eventStreams.count("another")();
        return "free";
      } catch {
        return "taken";
      }
    })
    .toBe("free");
  for (const free of held) free();
});

test("a token has a maximum of open streams, and streams of other tokens do not count", () => {
  const held = Array.from({ length: LIMITS.streamsPerTokenMax }, () => eventStreams.count("one"));
  expect(() => eventStreams.count("one")).toThrow("too many event streams open");
  eventStreams.count("another")();
  for (const free of held) free();
  eventStreams.count("one")();
});
