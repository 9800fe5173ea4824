import { expect, test } from "vitest";
import { parseSerializedRoom } from "@/lib/match/room-schema";
import { createMemoryMatchStorage } from "@/lib/storage/match/memory";
import { FILMS } from "./films";
import { rateNext } from "./play-rooms";
import { SAMPLE_ROOMS, sampleDocument } from "./sample-rooms";

const NOW_MS = Date.parse("2026-11-21T20:00:00Z");

test("the sample rooms show every feature", () => {
  expect(SAMPLE_ROOMS.length).toBeGreaterThanOrEqual(15);
  expect(new Set(SAMPLE_ROOMS.map(({ name }) => name)).size).toBe(SAMPLE_ROOMS.length);
  const types = new Set(SAMPLE_ROOMS.map(({ type }) => type));
  expect(types).toEqual(new Set(["standard", "unanimous", "solo", "async"]));
  const fates = new Set(SAMPLE_ROOMS.flatMap(({ fate }) => fate?.kind ?? []));
  expect(fates).toEqual(new Set(["leaves", "stays", "locked", "deleted", "expired"]));
  expect(SAMPLE_ROOMS.filter(({ isLive }) => isLive).length).toBeGreaterThan(1);
});

test.each(SAMPLE_ROOMS)(
  "“$name” is a document that a game server could save, with all times in the past",
  (sample) => {
    const document = sampleDocument(sample, NOW_MS);
    expect(() => parseSerializedRoom(document)).not.toThrow();
    const entries = Object.values(document.ratings ?? {}).flat();
    expect(entries.length).toBeGreaterThan(3);
    const openedMs = Date.parse(document.createdAt);
    expect(entries.every(([, , atMs]) => atMs >= openedMs && atMs < NOW_MS)).toBe(true);
    const titles = new Set(FILMS.map(({ mediaId }) => mediaId));
    expect(Object.keys(document.ratings ?? {}).every((mediaId) => titles.has(mediaId))).toBe(true);
    expect(sampleDocument(sample, NOW_MS)).toEqual(document);
  },
);

test("the simulated people add one rating at a time, and change ratings at the end of the deck", async () => {
  const [sample] = SAMPLE_ROOMS;
  if (!sample) throw new Error("no sample room");
  const storage = createMemoryMatchStorage();
  let room = sampleDocument(sample, NOW_MS);
  for (let turn = 0; turn < 600; turn += 1) {
    room = rateNext(room, sample);
  }
  await storage.saveRoom(room);
  const stored = await storage.getRoom(sample.name);
  const people = 1 + sample.people.length;
  const counts = Object.values(stored?.ratings ?? {}).map((entries) => entries.length);
  expect(counts).toHaveLength(FILMS.length);
  expect(counts.every((count) => count === people)).toBe(true);
});
