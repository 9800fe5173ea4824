import { afterAll, beforeAll, expect, test } from "vitest";
import { createApiClient } from "@/lib/client/api-client";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";
import type { Link, Remote } from "./link";
import { createMediaSender } from "./send-media";
import type { GameMedia, GameRoom } from "./upstream";

let api: ApiServer;
beforeAll(async () => {
  api = await startApiServer();
});
afterAll(() => api?.close());

const films = (from: number, to: number): GameMedia[] =>
  Array.from({ length: to - from }, (_, index) => ({
    id: `plex://movie/${from + index}`,
    title: `Film ${from + index}`,
    genres: [],
  }));

test("films are sent in batches, each once, and again when it has changed", async () => {
  const sent: number[] = [];
  const { signal } = new AbortController();
  const client = createApiClient({
    url: api.url,
    token: await api.token(),
    signal,
    async fetch(address, init) {
      const reply = await fetch(address, init);
      const { items } = JSON.parse(String(init.body)) as { items: unknown[] };
      sent.push(items.length);
      return reply;
    },
  });
  const log = { info: () => {}, warn: (sentence: string) => expect.fail(sentence) };
  const remote = { api: client, signal, isRefused: () => false } as unknown as Remote;
  const sender = createMediaSender(remote, { log } as unknown as Link, {
    address: "http://films",
    context: () => undefined,
  });
  const add = (some: GameMedia[]) =>
    sender.add({
      media: Promise.resolve(new Map(some.map((one) => [one.id, one]))),
    } as unknown as GameRoom);
  const stored = async () => {
    const text = "select count(*)::int as films, max(title) as title from media";
    return (await api.services.pool.query(text)).rows[0] as { films: number; title: string };
  };

  add(films(0, 1_500));
  add(films(1_000, 2_500));
  await expect.poll(async () => (await stored()).films).toBe(2_500);
  await expect.poll(() => sent).toEqual([1_000, 1_000, 500]);
  add(films(0, 2_500));
  add([{ id: "plex://movie/7", title: "Zardoz", genres: [] }, ...films(8, 20)]);
  await expect.poll(async () => (await stored()).title).toBe("Zardoz");
  expect(sent).toEqual([1_000, 1_000, 500, 1]);
});
