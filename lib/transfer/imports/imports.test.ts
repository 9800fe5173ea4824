import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { LIMITS } from "@/lib/core/limits";
import type { SerializedRoom } from "@/lib/match/room";
import type { Context } from "@/lib/runtime/context";
import { createSpace } from "@/lib/spaces/create-space";
import { createPrismaMatchStorage } from "@/lib/storage/match/postgres";
import { pruneRows } from "@/lib/sweeper/prune-rows";
import { admin, ines, nobody, person } from "@/lib/testing/actors";
import { freshServices, SETUP } from "@/lib/testing/fresh-services";
import { surroundWithOtherKinds } from "@/lib/testing/other-kinds";
import { recordedRooms } from "@/lib/testing/recorded-moviematch";
import { checkImport } from "./check-import";
import { discardImport } from "./discard-import";
import { exportRooms } from "./export-rooms";
import { getImport } from "./get-import";
import { listImports } from "./list-imports";
import { runImport } from "./run-import";
import { undoImport } from "./undo-import";
import { type RoomUpload, uploadRooms } from "./upload-rooms";

let fresh: Awaited<ReturnType<typeof freshServices>>;
let targetId: string;
let made = 0;
beforeAll(async () => {
  fresh = await freshServices();
  await surroundWithOtherKinds(fresh.services.pool);
  const source = storageOf(fresh.spaceId);
  for (const room of recordedRooms()) await source.saveRoom(room);
  await source.saveRoom({ ...ROOM, roomName: "left", createdAt: "2026-10-01T12:00:00.000Z" });
  await source.deleteRoom("left");
});
afterAll(() => fresh.close());
beforeEach(async () => {
  targetId = (await createSpace(SETUP, { name: `target ${made++}` })).id;
  await fresh.services.pool.query("delete from room_import; delete from audit_entry");
});

const ROOM: SerializedRoom = {
  roomName: "attic",
  sort: "random",
  createdAt: "2026-10-10T12:00:00.000Z",
  creatorPlexUserId: 7,
  creatorPlexUsername: "ines",
  password: "correct horse",
  ratings: { "plex://movie/1": [["Ann", "like", 1_790_000_000_000]] },
};
const RECORDED = recordedRooms().length;
const LOCKED_ROOMS = recordedRooms().filter(({ password }) => password !== undefined).length;

function storageOf(spaceId: string) {
  return createPrismaMatchStorage({ services: fresh.services, spaceId });
}

async function exported(withPasswords: boolean, includesTrash = false): Promise<Uint8Array> {
  const { body } = await exportRooms(admin, {
    spaceId: fresh.spaceId,
    withPasswords,
    includesTrash,
  });
  return new Uint8Array(await new Response(body).arrayBuffer());
}

async function upload(
  files: RoomUpload["files"],
  changes: Partial<RoomUpload> = {},
  ctx: Context = admin,
): Promise<string> {
  const wishes = { policy: "join", includesTrash: false, opensHidden: false } as const;
  const { id } = await uploadRooms(ctx, { spaceId: targetId, files, ...wishes, ...changes });
  return id;
}

/** Uploads files and waits until they are checked. */
async function checked(files: RoomUpload["files"], changes: Partial<RoomUpload> = {}) {
  const id = await upload(files, changes);
  await (await checkImport(admin, { id })).ended;
  return id;
}

function json(name: string, room: unknown) {
  return { name, bytes: Buffer.from(JSON.stringify(room)) };
}

async function chunks(): Promise<number> {
  const { rows } = await fresh.services.pool.query(
    "select count(*)::int as n from room_import_chunk",
  );
  return rows[0].n;
}

async function audited(): Promise<string[]> {
  const { rows } = await fresh.services.pool.query(
    `select action || ' ' || outcome as line from audit_entry
     where action like 'import.%' or action like 'rooms.%' order by id`,
  );
  return rows.map(({ line }) => line);
}

test("an export is checked, imported, read back, and undone", async () => {
  const bytes = await exported(true, true);
  const id = await checked([{ name: "movies.roomkeeper.jsonl.gz", bytes }], {
    includesTrash: true,
  });
  const to = storageOf(targetId);
  expect(await to.listRooms()).toEqual([]);
  expect(await getImport(admin, { id })).toMatchObject({
    state: "checked",
    report: { found: RECORDED, created: RECORDED, trashCopied: 1, skipped: 0 },
    notes: [],
    hasFiles: true,
    made: 0,
  });

  await (await runImport(admin, { id })).ended;
  const from = storageOf(fresh.spaceId);
  expect(await to.listRooms()).toEqual(await from.listRooms());
  expect(await to.listTrash()).toEqual(await from.listTrash());
  const done = await getImport(admin, { id });
  expect(done).toMatchObject({
    state: "done",
    report: { created: RECORDED, verified: RECORDED + 1, unverified: 0, failed: 0 },
    made: RECORDED,
    hasFiles: false,
    total: RECORDED,
  });
  expect(await chunks()).toBe(0);

  await (await undoImport(admin, { id })).ended;
  expect(await getImport(admin, { id })).toMatchObject({ state: "undone", done: RECORDED });
  expect(await to.listRooms()).toEqual([]);
  expect(await to.listTrash()).toHaveLength(RECORDED + 1);
  expect(await audited()).toEqual([
    "rooms.export done",
    "import.upload done",
    "import.run done",
    "import.undo done",
  ]);
  const { rows } = await fresh.services.pool.query(
    "select actor_name, detail from audit_entry where action = 'rooms.export'",
  );
  expect(rows).toEqual([
    { actor_name: "tomasz", detail: { rooms: RECORDED, withPasswords: true } },
  ]);
});

test("an export without passwords contains none, and its rooms are imported only if that is chosen", async () => {
  const bytes = await exported(false);
  const id = await checked([{ name: "a.gz", bytes }]);
  const { report, notes } = await getImport(admin, { id });
  expect(report).toMatchObject({ created: RECORDED - LOCKED_ROOMS, skipped: LOCKED_ROOMS });
  expect(notes).toHaveLength(LOCKED_ROOMS);
  expect(notes[0]).toMatchObject({ kind: "skipped", code: "password_unreadable" });
  const open = await checked([{ name: "a.gz", bytes }], { opensHidden: true });
  expect((await getImport(admin, { id: open })).report).toMatchObject({
    created: RECORDED,
    skipped: 0,
  });
});

test("room files of a MovieMatch server are imported together; files that are not rooms are named", async () => {
  const to = storageOf(targetId);
  await to.saveRoom({ ...ROOM, roomName: "cellar", createdAt: "2026-10-11T12:00:00.000Z" });
  const id = await checked([
    json("attic.json", ROOM),
    json("cellar.json", { ...ROOM, roomName: "cellar" }),
    json("half.json", { roomName: "x" }),
    { name: "../../broken.json", bytes: Buffer.from("{") },
    { name: "packed.json.gz", bytes: gzipSync(JSON.stringify({ ...ROOM, roomName: "packed" })) },
  ]);
  await (await runImport(admin, { id })).ended;
  const done = await getImport(admin, { id });
  expect(done).toMatchObject({ state: "done", report: { found: 3, created: 2, skipped: 1 } });
  expect(done.notes.map(({ kind, roomName }) => [kind, roomName])).toEqual([
    ["unreadable", "half.json"],
    ["unreadable", "broken.json"],
    ["skipped", "cellar"],
  ]);
  expect(await to.getRoom("attic")).toEqual({ ...ROOM, userProgress: {} });
  await (await undoImport(admin, { id })).ended;
  expect((await to.listRooms()).map(({ roomName }) => roomName)).toEqual(["cellar"]);
});

test("what waits holds no password in the clear, and does not wait longer than a day", async () => {
  const { pool } = fresh.services;
  const id = await checked([json("attic.json", ROOM)]);
  const { rows } = await pool.query(
    `select c::text as line from room_import_chunk c union all select i::text from room_import i
     union all select n::text from room_import_note n`,
  );
  const dump = rows.map(({ line }) => line).join("\n");
  expect(dump).not.toContain("correct horse");
  expect(dump).not.toContain(Buffer.from("correct horse").toString("base64").slice(0, 12));
  await pool.query("update room_import_chunk set created_at = now() - interval '25 hours'");
  const client = await pool.connect();
  await pruneRows(client);
  client.release();
  expect(await chunks()).toBe(0);
  await expect(runImport(admin, { id })).rejects.toMatchObject({ code: "gone" });
});

test("an altered piece of an upload is refused, and so is a file that is not whole", async () => {
  const { pool } = fresh.services;
  const bytes = await exported(true);
  const cut = await checked([{ name: "cut.gz", bytes: bytes.subarray(0, bytes.length >> 1) }]);
  expect(await getImport(admin, { id: cut })).toMatchObject({
    state: "failed",
    problem: expect.stringContaining("cut.gz: This file is not whole"),
    hasFiles: false,
  });
  const id = await checked([json("a.json", ROOM), json("b.json", { ...ROOM, roomName: "b" })]);
  await pool.query(
    `update room_import_chunk c set bytes_sealed = o.bytes_sealed from room_import_chunk o
     where c.import_id = $1 and o.import_id = $1 and c.file = 0 and o.file = 1`,
    [id],
  );
  await (await runImport(admin, { id })).ended;
  expect((await getImport(admin, { id })).state).toBe("failed");
  expect(await storageOf(targetId).listRooms()).toEqual([]);
  expect(await audited()).toContain("import.run failed");
});

test("of many simultaneous confirmations one carries out the import; a worker that stopped is replaced", async () => {
  const { pool } = fresh.services;
  const id = await checked([json("attic.json", ROOM)]);
  const tries = await Promise.allSettled(Array.from({ length: 8 }, () => runImport(admin, { id })));
  const won = tries.filter(({ status }) => status === "fulfilled");
  expect(won).toHaveLength(1);
  for (const one of tries) if (one.status === "fulfilled") await one.value.ended;
  await expect(runImport(admin, { id })).rejects.toMatchObject({ code: "conflict" });

  const other = await checked([json("attic.json", { ...ROOM, roomName: "two" })]);
  await pool.query("update room_import set state = 'running', beat_at = now() where id = $1", [
    other,
  ]);
  await expect(runImport(admin, { id: other })).rejects.toMatchObject({ code: "conflict" });
  await pool.query(
    "update room_import set beat_at = now() - make_interval(secs => $2) where id = $1",
    [other, LIMITS.importSilentMs / 1000 + 1],
  );
  expect(await getImport(admin, { id: other })).toMatchObject({ isSilent: true });
  await (await runImport(admin, { id: other })).ended;
  expect(await getImport(admin, { id: other })).toMatchObject({ state: "done", made: 1 });
});

test("an upload can be discarded, but not after the import was carried out", async () => {
  const id = await checked([json("attic.json", ROOM)]);
  await discardImport(admin, { id });
  expect(await getImport(admin, { id })).toMatchObject({ state: "discarded", hasFiles: false });
  await expect(runImport(admin, { id })).rejects.toMatchObject({ code: "conflict" });
  const done = await checked([json("attic.json", ROOM)]);
  await (await runImport(admin, { id: done })).ended;
  await expect(discardImport(admin, { id: done })).rejects.toMatchObject({ code: "conflict" });
});

test("uploads have a limit and are only for admins", async () => {
  const file = json("attic.json", ROOM);
  await expect(upload([])).rejects.toMatchObject({ code: "invalid_request" });
  await expect(upload([{ name: "", bytes: new Uint8Array() }])).rejects.toMatchObject({
    code: "invalid_request",
  });
  const many = Array.from({ length: LIMITS.importFilesMax + 1 }, () => file);
  await expect(upload(many)).rejects.toMatchObject({ code: "invalid_request" });
  await expect(upload([file], { spaceId: "none" })).rejects.toMatchObject({ code: "not_found" });
  for (let n = 0; n < LIMITS.importsOpenMax; n += 1) await upload([file]);
  await expect(upload([file])).rejects.toMatchObject({ code: "conflict" });

  const banned = person("9", "Bo", "admin", true);
  for (const [ctx, code] of [
    [nobody, "unauthorized"],
    [ines, "forbidden"],
    [banned, "banned"],
  ] as const) {
    const id = "im_any";
    const all = [
      () => upload([file], {}, ctx),
      () => checkImport(ctx, { id }),
      () => runImport(ctx, { id }),
      () => undoImport(ctx, { id }),
      () => discardImport(ctx, { id }),
      () => getImport(ctx, { id }),
      () => listImports(ctx),
      () => exportRooms(ctx, { spaceId: fresh.spaceId, withPasswords: true, includesTrash: true }),
    ];
    for (const call of all) await expect(call()).rejects.toMatchObject({ code });
  }
});

test("an aborted download releases its database connection, and is not mistaken for a complete one", async () => {
  const { body } = await exportRooms(admin, {
    spaceId: fresh.spaceId,
    withPasswords: true,
    includesTrash: false,
  });
  const reader = body.getReader();
  const first = await reader.read();
  await reader.cancel();
  await expect.poll(() => fresh.services.pool.idleCount).toBe(fresh.services.pool.totalCount);
  const id = await checked([
    { name: "cut.gz", bytes: first.value ?? new Uint8Array([31, 139, 8]) },
  ]);
  const { state, report } = await getImport(admin, { id });
  expect([state, report?.created ?? 0]).not.toEqual(["checked", RECORDED]);
});
