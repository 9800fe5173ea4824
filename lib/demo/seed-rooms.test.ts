import { afterAll, beforeAll, expect, test } from "vitest";
import { createPrismaMatchStorage } from "@/lib/storage/match/postgres";
import { freshServices, SETUP } from "@/lib/testing/fresh-services";
import { seedRooms } from "./seed-rooms";

let fresh: Awaited<ReturnType<typeof freshServices>>;
beforeAll(async () => {
  fresh = await freshServices();
});
afterAll(() => fresh.close());

test("the demo has rooms of every kind, and one of them shows a match that ended", async () => {
  const { services, spaceId } = fresh;
  await seedRooms(SETUP, createPrismaMatchStorage({ services, spaceId }));
  const kinds = await services.pool.query("select distinct kind from room order by kind");
  expect(kinds.rows.map(({ kind }) => kind)).toEqual(services.kinds.toSorted());
  const { rows } = await services.pool.query(
    `select r.name, e.reason, e.ended_by, e.ended_at_ms > e.matched_at_ms as is_later,
       exists (select from room_match m where m.room_id = r.id and m.media_id = e.media_id) as holds
     from room_match_end e join room r on r.id = e.room_id`,
  );
  const end = { reason: "changed", ended_by: "Ravi", is_later: true, holds: false };
  expect(rows).toEqual([{ name: "100% horror", ...end }]);
});
