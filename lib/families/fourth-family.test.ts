import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { readAllEvents } from "@/lib/event-feed/read-events";
import { deleteRoom } from "@/lib/rooms/delete-room";
import { extendRoom } from "@/lib/rooms/extend-room";
import { findRoom } from "@/lib/rooms/find-room";
import { listOwnRooms } from "@/lib/rooms/list-own-rooms";
import { listTrash } from "@/lib/rooms/list-trash";
import { lockRoom } from "@/lib/rooms/lock-room";
import { purgeRoom } from "@/lib/rooms/purge-room";
import { restoreRoom } from "@/lib/rooms/restore-room";
import { readRoomsFilter, SORTS } from "@/lib/rooms/rooms-filter";
import { unlockRoom } from "@/lib/rooms/unlock-room";
import { openServices, type Services, setServices } from "@/lib/runtime/services";
import { createMemoryMatchStorage } from "@/lib/storage/match/memory";
import { createPrismaMatchStorage } from "@/lib/storage/match/postgres";
import { admin, ines, sven } from "@/lib/testing/actors";
import { freshDatabase } from "@/lib/testing/fresh-database";
import { openRoom, openSpace } from "@/lib/testing/open-room";
import { openQuiz, WITH_QUIZ } from "@/lib/testing/quiz-family";
import { isComplete } from "@/lib/transfer/copy/copy-report";
import { copyRooms } from "@/lib/transfer/copy/copy-rooms";
import { sourceOfSpace } from "@/lib/transfer/copy/space-source";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: Services;
let quizId: string;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  services = openServices(database.url, ["test-secret"], { families: WITH_QUIZ });
  setServices(services);
  await services.pool.query("truncate space, room, event, event_outbox cascade");
  await openSpace(services.pool);
  await openRoom(services.pool, { name: "quiz night" });
  quizId = await open("rm_quiz", "quiz night");
  return async () => {
    setServices(undefined);
    await services.close();
  };
});

const open = (id: string, name: string) =>
  openQuiz(services.pool, { spaceId: "sp_test", id, name });

async function list(text: string) {
  const page = await listOwnRooms(ines, { filter: readRoomsFilter({ q: text }) });
  return page.items.map(({ name, kind }) => `${kind}: ${name}`).toSorted();
}

test("once registered, it is listed and found beside a match room of the same name", async () => {
  expect(await list("")).toEqual(["match: quiz night", "quiz: quiz night"]);
  expect(await list("QUIZ")).toEqual(["match: quiz night", "quiz: quiz night"]);
  expect(await findRoom(ines, { roomId: quizId })).toMatchObject({ kind: "quiz", ratingCount: 0 });
  await expect(findRoom(sven, { roomId: quizId })).rejects.toMatchObject({ code: "not_found" });
});

test("every order and every filter by use finds it once, page by page", async () => {
  const filters = [...SORTS.map((sort) => ({ sort })), { activity: "never" }, { kind: "quiz" }];
  for (const fields of filters) {
    const filter = readRoomsFilter(fields);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listOwnRooms(ines, { filter, cursor, limit: 1 });
      seen.push(...page.items.map(({ kind }) => kind));
      cursor = page.nextCursor ?? undefined;
    } while (cursor && seen.length < 9);
    expect(seen.toSorted(), JSON.stringify(fields)).toEqual(
      filter.kind === "any" ? ["match", "quiz"] : ["quiz"],
    );
  }
  await services.pool.query(
    "update room set last_activity_at = now() + interval '1 second' where id = $1",
    [quizId],
  );
  const used = await listOwnRooms(ines, { filter: readRoomsFilter({ activity: "week" }) });
  expect(used.items.map(({ kind, isUsed }) => [kind, isUsed])).toEqual([["quiz", true]]);
});

test("several of its rooms may have the same name, open or in the trash", async () => {
  const second = await open("rm_quiz2", "quiz night");
  await deleteRoom(ines, { roomId: second });
  expect((await listTrash(ines)).items.map(({ id, nameTakenBy }) => [id, nameTakenBy])).toEqual([
    [second, null],
  ]);
  await restoreRoom(ines, { roomId: second });
  expect(await list("")).toEqual(["match: quiz night", "quiz: quiz night", "quiz: quiz night"]);
});

test("a copy of its space names each of its rooms that it leaves out", async () => {
  const trashed = await open("rm_quiz2", "rivers");
  await deleteRoom(ines, { roomId: trashed });
  const spaceId = "sp_test";
  const from = sourceOfSpace(createPrismaMatchStorage({ services, spaceId }), {
    services,
    spaceId,
  });
  const leftOut = async (includesTrash: boolean) => {
    const report = await copyRooms({ from, to: createMemoryMatchStorage(), includesTrash });
    expect(isComplete(report)).toBe(false);
    const others = report.skipped.filter(({ code }) => code === "other_kind");
    return { ...report, names: others.map(({ roomName }) => roomName) };
  };
  expect(await leftOut(false)).toMatchObject({ found: 2, trashFound: 0, names: ["quiz night"] });
  expect(await leftOut(true)).toMatchObject({
    found: 2,
    trashFound: 1,
    names: ["quiz night", "rivers"],
  });
});

test("every verb works for it and makes events of its kind", async () => {
  await extendRoom(ines, { roomId: quizId, days: 7 });
  await lockRoom(admin, { roomId: quizId, reason: "Noise" });
  await unlockRoom(admin, { roomId: quizId });
  await deleteRoom(ines, { roomId: quizId });
  await restoreRoom(ines, { roomId: quizId });
  await deleteRoom(ines, { roomId: quizId });
  await purgeRoom(ines, { roomId: quizId, typedName: "quiz night" });
  await services.pool.query("select sequence_events(100, false)");
  const events = await readAllEvents(services.pool, { after: "0", limit: 100 });
  expect(events.filter(({ kind }) => kind === "quiz").map(({ type }) => type)).toEqual([
    "room.created",
    "room.rescheduled",
    "room.locked",
    "room.unlocked",
    "room.deleted",
    "room.restored",
    "room.deleted",
    "room.purged",
  ]);
  const { rows } = await services.pool.query("select kind, identity from room_tombstone");
  expect(rows).toEqual([{ kind: "quiz", identity: quizId }]);
  expect(await list("")).toEqual(["match: quiz night"]);
});

test("a process that does not serve the kind neither shows nor changes its rooms, not even for an admin", async () => {
  const other = openServices(database.url, ["test-secret"]);
  setServices(other);
  expect(await list("")).toEqual(["match: quiz night"]);
  const refused = { code: "not_found" };
  await expect(findRoom(admin, { roomId: quizId })).rejects.toMatchObject(refused);
  await expect(deleteRoom(admin, { roomId: quizId })).rejects.toMatchObject(refused);
  await expect(lockRoom(admin, { roomId: quizId, reason: "x" })).rejects.toMatchObject(refused);
  await other.close();
});
