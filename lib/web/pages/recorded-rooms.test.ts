import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listRoomHistory } from "@/lib/match/list-room-history";
import { listRoomPeople } from "@/lib/match/list-room-people";
import { listRoomMatches } from "@/lib/match/matches/list-room-matches";
import { listRoomRatings } from "@/lib/match/matches/list-room-ratings";
import { readRoomFacts } from "@/lib/match/read-room-facts";
import { findRoom } from "@/lib/rooms/find-room";
import type { Context } from "@/lib/runtime/context";
import { openServices, type Services, setServices } from "@/lib/runtime/services";
import { createPrismaMatchStorage } from "@/lib/storage/match/postgres";
import { person } from "@/lib/testing/actors";
import { freshDatabase } from "@/lib/testing/fresh-database";
import { openSpace } from "@/lib/testing/open-room";
import { type ExpectedRoom, expectedRooms, recordedRooms } from "@/lib/testing/recorded-moviematch";

const expected = { rooms: expectedRooms() };

let database: Awaited<ReturnType<typeof freshDatabase>>;
let context: Services;

beforeAll(async () => {
  database = await freshDatabase();
  context = openServices(database.url, ["test-secret"]);
  setServices(context);
  const spaceId = await openSpace(context.pool);
  const storage = createPrismaMatchStorage({ services: context, spaceId });
  for (const room of recordedRooms()) await storage.saveRoom(room);
});
afterAll(async () => {
  setServices(undefined);
  await context.close();
  await database.drop();
});

async function visit(room: ExpectedRoom): Promise<{ ctx: Context; id: string }> {
  const { rows } = await context.pool.query<{ id: string }>("select id from room where name = $1", [
    room.roomName,
  ]);
  return {
    ctx: person(String(room.creatorPlexUserId), room.creator, "owner"),
    id: rows[0]?.id ?? "",
  };
}

describe("the pages of each recorded room show what was recorded", () => {
  test.each(expected.rooms.map((room) => [room.roomName, room] as const))(
    "%j",
    async (_, known) => {
      const { ctx, id } = await visit(known);
      const room = await findRoom(ctx, { roomId: id });
      expect(room).toMatchObject({
        name: known.roomName,
        creatorName: known.creator,
        roomType: known.roomType,
        hasPassword: known.password !== null,
        ratingCount: known.ratings,
        likeCount: known.likes,
        matchCount: known.matchCount,
        peopleCount: known.participants.length,
      });
      expect(JSON.stringify(room)).not.toMatch(/"password":/);

      const facts = await readRoomFacts(ctx, { room });
      expect(facts.filmsRated).toBe(known.filmsRated);
      expect(facts.firstMatchAtMs === null).toBe(known.matchCount === 0);

      const people = await listRoomPeople(ctx, { room });
      for (const person of people) {
        const { userName } = person;
        expect(person.rated).toBe(known.perUser[userName]?.rated ?? 0);
        expect(person.liked).toBe(known.perUser[userName]?.likes ?? 0);
        expect(person.progress).toBe(known.userProgress[userName] ?? null);
      }
      const rated = people.filter((person) => person.rated > 0).map((person) => person.userName);
      expect(rated.sort()).toEqual([...known.participants].sort());

      const films = await listRoomMatches(ctx, { room, limit: 1_000 });
      const isSolo = known.roomType === "solo";
      const names = (film: { mediaId: string; users: string[] }) =>
        `${film.mediaId} ${[...film.users].sort().join("|")}`;
      expect(films.map((film) => names({ ...film, users: film.likers })).sort()).toEqual(
        known.matches.map(names).sort(),
      );
      expect(films.length).toBe(known.matchCount);
      if (!isSolo) {
        const times = films.map((film) => film.matchedAtMs);
        expect(times).toEqual([...times].sort((a, b) => b - a));
      }

      const { lines, before } = await listRoomHistory(ctx, { room, limit: 500 });
      const sittings = lines.filter((line) => line.what === "sitting");
      expect(before).toBeNull();
      expect(sittings.reduce((sum, line) => sum + line.ratings, 0)).toBe(known.ratings);
      expect(sittings.reduce((sum, line) => sum + line.matches, 0)).toBe(known.matchCount);
      expect(lines.at(-1)).toMatchObject({ what: "opened", actorName: known.creator });
    },
  );
});

test("ratings are shown in pages, each once, and can be filtered", async () => {
  const known = expected.rooms.find((room) => room.roomName === "sci-fi_2026-10");
  if (!known) throw new Error("the recording has that room");
  const { ctx, id } = await visit(known);
  const room = await findRoom(ctx, { roomId: id });
  const seen = new Set<string>();
  let cursor: string | undefined;
  do {
    const page = await listRoomRatings(ctx, { room, filter: {}, cursor, limit: 37 });
    for (const rating of page.items) seen.add(`${rating.mediaId} ${rating.userName}`);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(seen.size).toBe(known.ratings);

  const filter = { userName: "mara_k", value: "like" } as const;
  const liked = await listRoomRatings(ctx, { room, filter, limit: 200 });
  expect(liked.items.length).toBe(known.perUser.mara_k?.likes);
  const none = await listRoomRatings(ctx, { room, filter: { film: "100%_no such film" } });
  expect(none).toEqual({ items: [], nextCursor: null });
  const stale = listRoomRatings(ctx, { room, filter, cursor: "nonsense" });
  await expect(stale).rejects.toMatchObject({ code: "invalid_request" });
});
