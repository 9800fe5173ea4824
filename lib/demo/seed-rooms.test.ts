import { afterAll, beforeAll, expect, test } from "vitest";
import { createPrismaMatchStorage } from "@/lib/storage/match/postgres";
import { freshProcess, SETUP } from "@/lib/testing/fresh-process";
import { seedRooms } from "./seed-rooms";

let fresh: Awaited<ReturnType<typeof freshProcess>>;
beforeAll(async () => {
  fresh = await freshProcess();
});
afterAll(() => fresh.close());

test("one sample room shows a match that ended", async () => {
  const { process, spaceId } = fresh;
  await seedRooms(SETUP, createPrismaMatchStorage({ process, spaceId }));
  const { rows } = await process.pool.query(
    `select r.name, e.reason, e.ended_by, e.ended_at_ms > e.matched_at_ms as is_later,
       exists (select from room_match m where m.room_id = r.id and m.media_id = e.media_id) as holds
     from room_match_end e join room r on r.id = e.room_id`,
  );
  const end = { reason: "changed", ended_by: "Ravi", is_later: true, holds: false };
  expect(rows).toEqual([{ name: "100% horror", ...end }]);
});
