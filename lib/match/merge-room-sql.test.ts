import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { matchesOf, participantsOf } from "@/lib/match/matches/match-rule";
import { freshDatabase } from "@/lib/testing/fresh-database";
import { CREATED_MS, someRatingKey, someRatings, someRoom } from "@/lib/testing/room-arbitraries";
import { type Incarnation, roomOf, type StoredRating } from "./merge-room";
import * as slots from "./name-slot";
import type { RatingEntry, SerializedRoom } from "./room";
import { joinDocument, type RatingArrays, splitRatings, splitRoom } from "./split-room";

/** The merge rule exists twice, as pure functions and as SQL. Both must have the same results. */

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

function byPureRule(slot: slots.NameSlot, given: Step): slots.Decision {
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

/** The verdict of the database. Here, deleting, restoring and purging use simpler statements than the verbs do. */
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
        insert into room_tombstone (space_id, kind, identity, created_at) select space_id, 'match', name, created_at from gone`,
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
      (select json_agg(json_build_array(media_id, user_name, matched_at_ms,
          case when ended_at_ms > ${LATEST_RATING_MS} then 'now' else ended_at_ms::text end, reason, ended_by))
        from room_match_end e where e.room_id = r.id) as ends,
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
      ends: ((row.ends ?? []) as End[]).map(String).sort(),
      counts: [row.rating_count, row.like_count, row.people_count, row.match_count],
    };
  });
}

/** [film, person in a solo room, matched at, ended at ("now" for the database's clock), reason, ended by] */
type End = [string, string, number, string, string, string | null];
const LATEST_RATING_MS = 1_000;

/**
 * The ended matches that a write adds to those of a room: first those that its ratings end, then those that a change of the room's type
 * ends.
 */
function endsAfter(before: Incarnation, after: Incarnation, ends: readonly End[]): End[] {
  const had = matchesOf(roomOf(before));
  const rated = matchesOf(roomOf({ ...after, document: before.document }));
  const has = matchesOf(roomOf(after));
  const isIn = (list: typeof had, match: (typeof had)[number]) =>
    list.some((one) => one.mediaId === match.mediaId && one.userName === match.userName);
  const byRatings = had
    .filter((match) => !isIn(rated, match))
    .map((match) => endOf(match, before, after));
  const byType = rated
    .filter((match) => !isIn(has, match))
    .map((m): End => [m.mediaId, m.userName ?? "", m.matchedAtMs, "now", "room_type", null]);
  const isKnown = ([film, whose, , at]: End) =>
    at !== "now" && ends.some((end) => end[0] === film && end[1] === whose && end[3] === at);
  const isLate = ([, , matchedAt, at]: End) => at !== "now" && Number(at) < matchedAt;
  return [...byRatings, ...byType].filter((end) => !isLate(end) && !isKnown(end));
}

function endOf(
  match: ReturnType<typeof matchesOf>[number],
  before: Incarnation,
  after: Incarnation,
) {
  const { mediaId, userName, matchedAtMs } = match;
  const end = (at: number, reason: string, by: string[]): End => {
    const time = at === Number.POSITIVE_INFINITY ? "now" : String(at);
    return [
      mediaId,
      userName ?? "",
      matchedAtMs,
      time,
      reason,
      by.length === 1 ? (by[0] ?? "") : null,
    ];
  };
  const lost = [...(before.ratings.get(mediaId) ?? [])]
    .filter(([name, { value }]) => value === "like" && (userName ?? name) === name)
    .map(([name]) => [name, after.ratings.get(mediaId)?.get(name)] as [string, StoredRating])
    .filter(([, { value }]) => value !== "like");
  if (lost.length > 0) {
    const times = lost.map(([, { value, atMs }]) =>
      value === null ? Number.POSITIVE_INFINITY : atMs,
    );
    const isChanged = lost.some(([, { value }]) => value !== null);
    const names = lost.map(([name]) => name);
    return end(Math.min(...times), isChanged ? "changed" : "taken_back", names);
  }
  const old = participantsOf(before.ratings);
  const joined = [...participantsOf(after.ratings)].filter((name) => !old.has(name));
  const times = [...after.ratings.values()].flatMap((film) =>
    joined.flatMap((name) => (film.get(name)?.value == null ? [] : [film.get(name)?.atMs ?? 0])),
  );
  return end(Math.min(...times), "company", joined);
}

function expected(slot: slots.NameSlot, ends: ReadonlyMap<number, readonly End[]>) {
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
      ends: (ends.get(incarnation.createdAtMs) ?? []).map(String).sort(),
      counts: [
        entries.length,
        entries.filter(([, value]) => value === "like").length,
        new Set(entries.map(([userName]) => userName)).size,
        matches.length,
      ],
    };
  });
}

it("has the same results in SQL: verdicts, reasons, rooms, trash, counters, matches and their ends", async () => {
  let nextId = 0;
  const seen = new Set<string>();
  await fc.assert(
    fc
      .asyncProperty(
        fc.array(step, { minLength: 6, maxLength: 16, size: "max" }),
        async (steps) => {
          let slot = slots.EMPTY_SLOT;
          const ends = new Map<number, End[]>();
          for (const given of steps) {
            const decision = byPureRule(slot, given);
            nextId += 1;
            const verdict = await bySql(given, nextId);
            if (verdict) expect(verdict).toEqual(decision.verdict);
            const [before, after] = [slot.open, decision.slot.open];
            slot = decision.slot;
            if (before && before.createdAtMs === after?.createdAtMs) {
              const known = ends.get(after.createdAtMs) ?? [];
              const added = endsAfter(before, after, known);
              for (const [, , , , reason] of added) seen.add(reason);
              ends.set(after.createdAtMs, [...known, ...added]);
            }
            expect(await stored()).toEqual(expected(slot, ends));
          }
        },
      )
      .beforeEach(async () => {
        await pool.query("truncate room, room_tombstone cascade");
      }),
    { numRuns: 250 },
  );
  expect([...seen].sort()).toEqual(["changed", "company", "room_type", "taken_back"]);
});
