import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { listJobs } from "@/lib/jobs/list-jobs";
import { restoreRoom } from "@/lib/rooms/restore-room";
import { getServices, openServices, type Services, setServices } from "@/lib/runtime/services";
import { admin, ines } from "@/lib/testing/actors";
import { freshDatabase } from "@/lib/testing/fresh-database";
import { openRoom, openSpace, saveSeed } from "@/lib/testing/open-room";
import { runSweeperNow } from "./run-sweeper-now";
import { startSweeper } from "./start-sweeper";
import { sweepRooms } from "./sweep-rooms";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let context: Services;

beforeAll(async () => {
  database = await freshDatabase();
  context = openServices(database.url, ["test-secret"]);
  setServices(context);
});
afterAll(async () => {
  setServices(undefined);
  await context.close();
  await database.drop();
});
beforeEach(async () => {
  await context.pool.query(
    "truncate space, room, room_tombstone, audit_entry, job_run, person, sign_in_link cascade",
  );
  await openSpace(context.pool);
});

async function all(statement: string) {
  return (await context.pool.query(statement)).rows;
}

describe("sweep", () => {
  test("expired rooms go to the trash, the others stay", async () => {
    const due = await openRoom(context.pool, { name: "due" });
    await openRoom(context.pool, { name: "later" });
    await context.pool.query(
      `update room set expires_at = now() +
         case when id = $1 then interval '-1 ms' else interval '1 minute' end`,
      [due],
    );
    const { detail } = await sweepRooms(getServices());
    expect(detail).toMatchObject({ expired: 1, purged: 0, more: false, problems: [] });
    expect(
      await all("select name, trash_reason, purge_at - trashed_at as wait from room order by name"),
    ).toMatchObject([
      { name: "due", trash_reason: "expired", wait: { days: 14 } },
      { name: "later", trash_reason: null },
    ]);
    expect(
      await all(
        "select actor_kind, actor_name, action, outcome, owner_id, room_id from audit_entry",
      ),
    ).toEqual([
      {
        actor_kind: "system",
        actor_name: "Sweeper",
        action: "room.expire",
        outcome: "done",
        owner_id: "7",
        room_id: due,
      },
    ]);
  });

  test("one sweep processes more rooms than one batch", async () => {
    await openDueRooms(450);
    const { detail } = await sweepRooms(getServices());
    expect(detail?.expired).toBe(450);
    expect(await all("select count(*)::int as n from audit_entry")).toEqual([{ n: 450 }]);
  });

  test("a room that was in the trash long enough is purged, and only its tombstone stays", async () => {
    const roomId = await openRoom(context.pool);
    await context.pool.query(
      `update room set trashed_at = now() - interval '14 days', trash_reason = 'deleted', purge_at = now()`,
    );
    expect((await sweepRooms(getServices())).detail?.purged).toBe(1);
    expect(await all("select id from room")).toEqual([]);
    expect(await all("select identity from room_tombstone")).toEqual([
      { identity: "movie night!" },
    ]);
    expect(await all("select action, room_id from audit_entry")).toEqual([
      { action: "room.purge", room_id: roomId },
    ]);
    expect(await saveSeed(context.pool)).toMatchObject({ verdict: "gone", reason: "purged" });
  });

  test("old rows are deleted, newer ones stay", async () => {
    await context.pool.query(`
      insert into person (id, username, name) values ('7', 'ines', 'Ines');
      insert into session (id, person_id, expires_at, method) values
        ('old', '7', now() - interval '31 days', 'plex'), ('young', '7', now() + interval '1 day', 'plex');
      insert into audit_entry (actor_kind, actor_name, action, outcome, at) values
        ('system', 'x', 'old', 'done', now() - interval '366 days'),
        ('system', 'x', 'young', 'done', now() - interval '364 days');
      insert into sign_in_link (hash, expires_at) values
        ('old', now() - interval '2 days'), ('young', now());
      insert into job_run (job, instance, outcome, started_at) values
        ('sweep', 'old', 'done', now() - interval '15 days'), ('sweep', 'young', 'done', now());`);
    const { detail } = await sweepRooms(getServices());
    expect(detail?.pruned).toEqual({ audit_entry: 1, session: 1, sign_in_link: 1, job_run: 1 });
    expect(await all("select id from session")).toEqual([{ id: "young" }]);
    expect(await all("select action from audit_entry")).toEqual([{ action: "young" }]);
  });
});

/** Rooms of a kind that the process does not serve: the life of a room is the same for every kind. */
async function openDueRooms(count: number): Promise<void> {
  await context.pool.query(
    `insert into room (space_id, id, kind, name, created_at, owner_id, creator_id, creator_name, last_activity_at, expires_at)
     select 'sp_test', 'rm_' || i, 'other', 'room', now(), '7', 'u1', 'Ines', now(), now() from generate_series(1, $1) i`,
    [count],
  );
}

describe("runs", () => {
  test("one run at a time over all instances, and each is recorded", async () => {
    await openDueRooms(50);
    const results = await Promise.all([
      sweepRooms(getServices()),
      sweepRooms(getServices()),
      sweepRooms(getServices()),
    ]);
    expect(results.filter((result) => result.ran).length).toBeGreaterThan(0);
    const moved = results.reduce((sum, result) => sum + (result.detail?.expired ?? 0), 0);
    expect(moved).toBe(50);
    expect(await all("select count(*)::int as n from audit_entry")).toEqual([{ n: 50 }]);
  });

  test("the next run closes a run that a crash left open", async () => {
    await context.pool.query("insert into job_run (job, instance) values ('sweep', 'crashed')");
    await sweepRooms(getServices());
    const [sweeper] = await listJobs(admin);
    expect(sweeper?.runs.map((run) => run.outcome)).toEqual(["done", "failed"]);
    expect(sweeper?.failedRecently).toBe(1);
    expect(sweeper?.nextAt?.getTime()).toBeGreaterThan(Date.now());
  });

  test("a failure is recorded, and the next run works", async () => {
    await context.pool.query("alter table sign_in_link rename to sign_in_link_away");
    await expect(sweepRooms(getServices())).rejects.toThrow("sign_in_link");
    await context.pool.query("alter table sign_in_link_away rename to sign_in_link");
    expect(await sweepRooms(getServices())).toMatchObject({ ran: true });
    const [sweeper] = await listJobs(admin);
    expect(sweeper?.runs.map((run) => run.outcome)).toEqual(["done", "failed"]);
    expect(sweeper?.runs[1]?.detail).toEqual({
      problems: ['relation "sign_in_link" does not exist'],
    });
  });

  test("a room that cannot be purged does not stop the others", async () => {
    await openRoom(context.pool, { name: "stuck" });
    await openRoom(context.pool, { name: "free" });
    await context.pool.query(`
      update room set trashed_at = now(), trash_reason = 'deleted', purge_at = now();
      create function refuse() returns trigger language plpgsql as
        $$ begin if old.name = 'stuck' then raise 'stuck'; end if; return old; end $$;
      create trigger stuck before delete on room for each row execute function refuse();`);
    const { detail } = await sweepRooms(getServices());
    await context.pool.query("drop trigger stuck on room; drop function refuse");
    expect(detail).toMatchObject({ purged: 1, problems: ["A room could not be removed: stuck"] });
    expect(await all("select name from room")).toEqual([{ name: "stuck" }]);
    expect((await sweepRooms(getServices())).detail?.purged).toBe(1);
  });

  test("only admins can start it by hand, and the audit log records it", async () => {
    await expect(runSweeperNow(ines)).rejects.toMatchObject({ code: "not_found" });
    await expect(listJobs(ines)).rejects.toMatchObject({ code: "not_found" });
    expect(await runSweeperNow(admin)).toMatchObject({ expired: 0 });
    expect(await all("select actor_name, action, outcome from audit_entry order by id")).toEqual([
      { actor_name: "Ines", action: "job.run", outcome: "refused" },
      { actor_name: "tomasz", action: "job.run", outcome: "done" },
    ]);
  });

  test("runs repeatedly until it is stopped", async () => {
    const sweeper = startSweeper(getServices(), { everyMs: 20 });
    await expect
      .poll(
        async () =>
          (await all("select sum(runs)::int as n from job_run where outcome = 'done'"))[0]?.n,
      )
      .toBeGreaterThan(2);
    await sweeper.stop();
    const [before] = await all("select sum(runs)::int as n from job_run");
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await all("select sum(runs)::int as n from job_run")).toEqual([before]);
    expect(await all("select 1 from job_run where outcome = 'running'")).toEqual([]);
  });
});

test("the next sweep does not move a restored room to the trash again", async () => {
  const roomId = await openRoom(context.pool);
  await context.pool.query("update room set expires_at = now()");
  await sweepRooms(getServices());
  await restoreRoom(ines, { roomId });
  await sweepRooms(getServices());
  expect(await all("select trash_reason from room")).toEqual([{ trash_reason: null }]);
});
