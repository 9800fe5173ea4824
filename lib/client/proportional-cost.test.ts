import { describe, expect, test } from "vitest";
import { createRoomkeeper } from "@/lib/entries/roomkeeper";
import { incarnationOf, mergeRoom, roomOf } from "@/lib/match/merge-room";
import type { RatingEntry, SerializedRoom } from "@/lib/match/room";
import { requireProportionalCost } from "@/lib/testing/proportional-cost";

function room(name: string, ratings: Record<string, RatingEntry[]> = {}): SerializedRoom {
  return {
    roomName: name,
    sort: "random",
    createdAt: "2026-10-01T20:00:00.000Z",
    creatorPlexUserId: 7,
    creatorPlexUsername: "ines",
    ratings,
    userProgress: {},
  };
}

type Client = ReturnType<typeof createRoomkeeper>;

/** A client whose server accepts everything and replies shortly after. */
function openClient(): Client {
  return createRoomkeeper({
    url: "http://rooms.example",
    token: "rk_test",
    inFlightMax: 1,
    async fetch(address, init) {
      const body = init.body === undefined ? {} : JSON.parse(String(init.body));
      await new Promise((resolve) => setImmediate(resolve));
      const results = body.operations?.map(() => ({ status: 200 }));
      return Response.json(address.includes("/batch") ? { results } : {});
    },
  });
}

describe("waiting changes cost in proportion to their number", () => {
  test.each<[string, (client: Client, at: number) => Promise<unknown>, smallest?: number]>([
    [
      "small appends to one room",
      (client, at) => client.appendRatings("r", { [`f${at}`]: [["Ann", "like", 1]] }),
    ],
    [
      "small appends to one film",
      (client, at) => client.appendRatings("r", { f: [[`p${at}`, "like", 1]] }),
    ],
    [
      "saves of one room",
      (client, at) => client.saveRoom(room("r", { [`f${at % 50}`]: [["Ann", "like", at]] })),
    ],
    ["saves of many rooms", (client, at) => client.saveRoom(room(`r${at}`))],
    ["deletes of many rooms", (client, at) => client.deleteRoom(`r${at}`)],
    [
      "saves and deletes of one room in turn",
      (client, at) => (at % 2 ? client.deleteRoom("r") : client.saveRoom(room("r"))),
      // Each change is a separate request.
      30,
    ],
  ])("%s", async (_, change, smallest = 200) => {
    await requireProportionalCost({
      smallest,
      make: () => openClient(),
      async run(client, count) {
        const changes = Array.from({ length: count }, (_, at) => change(client, at));
        await Promise.all(changes);
      },
      after: (client) => client.close(),
    });
  });
});

test.each<[string, (at: number) => [film: string, person: string, atMs: number]]>([
  ["of many films", (at) => [`film ${at}`, "Ann", 5]],
  ["of one film", (at) => ["film", `person ${at}`, 5]],
  [
    "at one moment, with long names that begin alike",
    (at) => [`${"x".repeat(400)}${at}`, "Ann", 5],
  ],
  ["at many moments", (at) => [`film ${at % 100}`, `person ${at}`, at]],
])("two rooms of ratings %s are joined in proportion", async (_, rating) => {
  await requireProportionalCost({
    smallest: 500,
    make: (count) =>
      [0, 1].map((half) => {
        const ratings = new Map<string, RatingEntry[]>();
        for (let at = half; at < count * 2; at += 2) {
          const [film, person, atMs] = rating(at);
          const entries = ratings.get(film) ?? [];
          entries.push([person, "like", atMs]);
          ratings.set(film, entries);
        }
        return room("r", Object.fromEntries(ratings));
      }),
    run([left, right]) {
      const joined = mergeRoom(
        incarnationOf(left as SerializedRoom),
        incarnationOf(right as SerializedRoom),
      );
      expect(roomOf(joined).ratings).toBeDefined();
    },
  });
});
