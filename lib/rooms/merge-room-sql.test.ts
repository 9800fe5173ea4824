import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { matchesOf } from "@/lib/matches/match-rule";
import { freshDatabase } from "@/lib/testing/fresh-database";
import { CREATED_MS, someRatingKey, someRatings, someRoom } from "@/lib/testing/room-arbitraries";
import { roomOf } from "./merge-room";
import * as slots from "./name-slot";
import type { RatingEntry, SerializedRoom } from "./room";
import { joinDocument, type RatingArrays, splitRatings, splitRoom } from "./split-room";

/** The rule exists twice, as pure functions and as SQL. Whatever happens, the two must come to the same. */

const NAME = "movie night!";
const NOW = new Date("2026-11-20T12:00:00Z");
let database: Awaited<ReturnType<typeof freshDatabase>>;
let pool: pg.Pool;

beforeAll(async () => {
  database = await freshDatabase();
  pool = new pg.Pool({ connectionString: database.url });
  await pool.query("insert into space (id, name) values ('sp', 'space')");
});
beforeEach(() => pool.query("truncate room, room_tombstone cascade"));
afterAll(async () => {
  await pool?.end();
  await database?.drop();
});

type Step =
  | { do: "save"; room: SerializedRoom }
  | { do: "append"; ratings: Record<string, RatingEntry[]> }
  | { do: "take back"; key: { mediaId: string; userName: string } }
  | { do: "delete" }
  | { do: "restore"; createdMs: number }
  | { do: "purge"; createdMs: number };

const createdMs = fc.constantFrom(...CREATED_MS);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("save" as const), room: someRoom() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("append" as const), ratings: someRatings }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("take back" as const), key: someRatingKey }),
  },
  { weight: 2, arbitrary: fc.constant({ do: "delete" as const }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("restore" as const), createdMs }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("purge" as const), createdMs }) },
);

function purely(slot: slots.NameSlot, given: Step): slots.Decision {
  switch (given.do) {
    case "save":
      return slots.saveInto(slot, given.room, NOW);
    case "append":
      return slots.appendTo(slot, given.ratings);
    case "take back":
      return slots.takeBackFrom(slot, given.key.mediaId, given.key.userName);
    case "delete":
      return slots.moveToTrash(slot, "deleted", NOW);
    case "restore":
      return slots.restoreIn(slot, given.createdMs);
    case "purge":
      return slots.purgeFrom(slot, (e) => e.incarnation.createdAtMs === given.createdMs, NOW);
  }
}

async function call(name: string, values: unknown[]) {
  const places = values.map((_, index) => `$${index + 1}`).join(", ");
  const { rows } = await pool.query(`select * from ${name}(${places})`, values);
  const { verdict, reason } = rows[0] as { verdict: string; reason: string | null };
  return reason ? { kind: verdict, reason } : { kind: verdict };
}

function append(
  ratings: Pick<RatingArrays, "mediaId" | "userName"> & { value: unknown; atMs: unknown },
) {
  const { mediaId, userName, value, atMs } = ratings;
  const places = mediaId.map(() => 1);
  const rows = [places, mediaId, userName, value, atMs];
  return call("append_ratings", ["sp", [NAME], [null], [1], ...rows, [], [], []]);
}

/** The verdict of the database; deletion, restoring and purging are statements of the verbs and only stand in here. */
async function bySql(given: Step, id: number): Promise<object | undefined> {
  switch (given.do) {
    case "save": {
      const { room } = given;
      const { document, ratings, progress, password } = splitRoom(room);
      return call("save_match_room", [
        ...["sp", `rm_${id}`, NAME, room.createdAt, String(room.creatorPlexUserId)],
        ...[room.creatorPlexUsername, room.roomType, JSON.stringify(document)],
        ...[password ?? null, "set", "join", null, null],
        ...[ratings.mediaId, ratings.userName, ratings.value, ratings.atMs],
        ...[progress.userName, progress.progress],
      ]);
    }
    case "append":
      return append(splitRatings(given.ratings));
    case "take back": {
      const { mediaId, userName } = given.key;
      return append({ mediaId: [mediaId], userName: [userName], value: [null], atMs: [null] });
    }
    case "delete":
      await pool.query(`update room set trashed_at = now(), trash_reason = 'deleted'
        where trashed_at is null`);
      return undefined;
    case "restore":
      await pool.query(
        `update room set trashed_at = null, trash_reason = null where created_at = $1
          and not exists (select 1 from room where trashed_at is null)`,
        [new Date(given.createdMs)],
      );
      return undefined;
    case "purge":
      await pool.query(
        `with gone as (delete from room where created_at = $1 and trashed_at is not null
          returning space_id, name, created_at)
        insert into room_tombstone (space_id, name, created_at) select * from gone`,
        [new Date(given.createdMs)],
      );
      return undefined;
  }
}

async function stored() {
  const { rows } = await pool.query(`
    select document, password_sealed, trash_reason, rating_count, like_count, people_count, match_count,
      (select json_agg(json_build_array(media_id, user_name, value, rated_at_ms)) from room_rating x
        where x.room_id = r.id) as ratings,
      (select json_object_agg(user_name, progress) from room_person p
        where p.room_id = r.id and progress is not null) as progress,
      (select json_agg(json_build_array(matched_at_ms, media_id, user_name)
        order by matched_at_ms, media_id, user_name) from room_match m where m.room_id = r.id) as matches
    from room r order by created_at`);
  return rows.map((row) => {
    const ratings = (row.ratings ?? []) as [string, string, string | null, number][];
    const progress = Object.entries((row.progress ?? {}) as Record<string, number>);
    return {
      reason: row.trash_reason as string | null,
      room: joinDocument({
        document: row.document,
        password: row.password_sealed ?? undefined,
        ratings: {
          mediaId: ratings.map(([mediaId]) => mediaId),
          userName: ratings.map(([, userName]) => userName),
          value: ratings.map(([, , value]) => value),
          atMs: ratings.map(([, , , at]) => at),
        },
        progress: {
          userName: progress.map(([name]) => name),
          progress: progress.map(([, number]) => number),
        },
      }),
      takenBack: ratings.filter(([, , value]) => value === null).length,
      matches: (row.matches ?? []) as [number, string, string][],
      counts: [row.rating_count, row.like_count, row.people_count, row.match_count],
    };
  });
}

function expected(slot: slots.NameSlot) {
  const all = slot.trash.map(({ incarnation, reason }) => ({
    reason: reason as string | null,
    incarnation,
  }));
  if (slot.open) all.push({ reason: null, incarnation: slot.open });
  all.sort((a, b) => a.incarnation.createdAtMs - b.incarnation.createdAtMs);
  return all.map(({ reason, incarnation }) => {
    const room = roomOf(incarnation);
    const films = [...incarnation.ratings.values()].flatMap((film) => [...film.values()]);
    const entries = Object.values(room.ratings ?? {}).flat();
    const matches = matchesOf(room).map((m) => [m.matchedAtMs, m.mediaId, m.userName ?? ""]);
    return {
      reason,
      room,
      takenBack: films.filter((rating) => rating.value === null).length,
      matches,
      counts: [
        entries.length,
        entries.filter(([, value]) => value === "like").length,
        new Set(entries.map(([userName]) => userName)).size,
        matches.length,
      ],
    };
  });
}

it("comes to the same in SQL: verdicts, reasons, rooms, trash, counters and matches", async () => {
  let nextId = 0;
  await fc.assert(
    fc
      .asyncProperty(
        fc.array(step, { minLength: 6, maxLength: 16, size: "max" }),
        async (steps) => {
          let slot = slots.EMPTY_SLOT;
          for (const given of steps) {
            const decision = purely(slot, given);
            nextId += 1;
            const verdict = await bySql(given, nextId);
            if (verdict) expect(verdict).toEqual(decision.verdict);
            slot = decision.slot;
            expect(await stored()).toEqual(expected(slot));
          }
        },
      )
      .beforeEach(async () => {
        await pool.query("truncate room, room_tombstone cascade");
      }),
    { numRuns: 250 },
  );
});
