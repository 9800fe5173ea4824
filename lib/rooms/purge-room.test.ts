import { afterAll, beforeAll, expect, test } from "vitest";
import { makeGroupLink } from "@/lib/match/group-link/make-group-link";
import { markWatched } from "@/lib/match/shortlist/mark-watched";
import { pickFilm } from "@/lib/match/shortlist/pick-film";
import { openServices, type Services, setServices } from "@/lib/runtime/services";
import { ines } from "@/lib/testing/actors";
import { freshDatabase } from "@/lib/testing/fresh-database";
import { openRoom, openSpace, saveSeed } from "@/lib/testing/open-room";
import { deleteRoom } from "./delete-room";
import { purgeRoom } from "./purge-room";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let context: Services;

beforeAll(async () => {
  database = await freshDatabase();
  context = openServices(database.url, ["test-secret"]);
  setServices(context);
  await openSpace(context.pool);
});
afterAll(async () => {
  setServices(undefined);
  await context.close();
  await database.drop();
});

/**
 * The tables that may still contain the name of a purged room, but never its contents: the audit log for a year, the events for a week.
 */
const MAY_REMEMBER = ["audit_entry", "event_outbox"];

test("a purge leaves only the tombstone, the audit log and the events", async () => {
  const { pool } = context;
  const roomId = await openRoom(pool, {
    name: "sealed room",
    document: { roomName: "sealed room", filters: [{ key: "canary-document" }] },
    passwordSealed: "canary-password",
    ratings: [
      ["canary-film", "canary-person", "like", 5],
      ["canary-film", "canary-friend", "like", 6],
      ["canary-other", "canary-person", "like", 5],
      ["canary-other", "canary-friend", "like", 6],
    ],
  });
  await saveSeed(pool, {
    name: "sealed room",
    ratings: [["canary-other", "canary-friend", "dislike", 7]],
  });
  await pool.query(
    `insert into room_lease (space_id, room_id, instance, connections, held_since, renewed_at, expires_at)
     select space_id, id, 'canary-instance', 2, now(), now(), now() from room where id = $1`,
    [roomId],
  );
  await pickFilm(ines, { roomId, mediaId: "canary-film", timeZone: "UTC" });
  await markWatched(ines, { roomId, mediaId: "canary-film" });
  await makeGroupLink(ines, { roomId, end: "week", timeZone: "UTC", showsNames: true });
  const tables = await pool.query<{ table_name: string; by_room: boolean }>(
    `select t.table_name, bool_or(c.column_name = 'room_id') as by_room
     from information_schema.tables t join information_schema.columns c using (table_schema, table_name)
     where t.table_schema = 'public' and t.table_type = 'BASE TABLE' group by 1`,
  );
  const held = async (where: string, value: string) => {
    const found: string[] = [];
    for (const { table_name, by_room } of tables.rows) {
      if (where === "room_id = $1" && !by_room) continue;
      const { rows } = await pool.query(`select 1 from "${table_name}" t where ${where} limit 1`, [
        value,
      ]);
      if (rows.length > 0) found.push(table_name);
    }
    return found.sort();
  };
  expect(await held("room_id = $1", roomId)).toEqual([
    "audit_entry",
    "event_outbox",
    "room_lease",
    "room_link",
    "room_match",
    "room_match_end",
    "room_person",
    "room_picked_film",
    "room_rating",
    "room_watched_film",
  ]);

  await deleteRoom(ines, { roomId });
  await purgeRoom(ines, { roomId });

  expect(await held("room_id = $1", roomId)).toEqual(MAY_REMEMBER);
  expect(await held("t::text like '%' || $1 || '%'", "canary")).toEqual([]);
  expect(await held("t::text like '%' || $1 || '%'", "sealed room")).toEqual([
    ...MAY_REMEMBER,
    "room_tombstone",
  ]);
  expect(await saveSeed(pool, { name: "sealed room" })).toMatchObject({
    verdict: "gone",
    reason: "purged",
  });
});

test("an open room is not purged", async () => {
  const roomId = await openRoom(context.pool, { name: "open room" });
  await expect(purgeRoom(ines, { roomId })).rejects.toMatchObject({ code: "conflict" });
  const { rowCount } = await context.pool.query("select 1 from room where id = $1", [roomId]);
  expect(rowCount).toBe(1);
});
