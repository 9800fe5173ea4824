import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LIMITS } from "@/lib/core/limits";
import { createPrismaMatchStorage } from "@/lib/storage/match/postgres";
import { admin } from "@/lib/testing/actors";
import { freshServices } from "@/lib/testing/fresh-services";
import { openPage, type PageOf } from "@/lib/testing/open-page";
import { signInAs, useTestEnv } from "@/lib/testing/sign-in-as";
import { checkImport } from "./check-import";
import { discardImport } from "./discard-import";
import { exportRooms } from "./export-rooms";
import { getImport } from "./get-import";
import { runImport } from "./run-import";
import { undoImport } from "./undo-import";
import { type RoomUpload, uploadRooms } from "./upload-rooms";

let fresh: Awaited<ReturnType<typeof freshServices>>;
let cookie: string;
let number = 0;
beforeAll(async () => {
  fresh = await freshServices();
  useTestEnv();
  ({ cookie } = await signInAs("1", { name: "tomasz", role: "admin" }));
});
afterAll(() => fresh.close());

const WHAT =
  "Upload an export (NAME.roomkeeper.jsonl.gz) or the room files of a MovieMatch server (NAME.json).";

function room(roomName: string, changes: object = {}) {
  return {
    ...{ roomName, sort: "random", createdAt: "2026-10-10T12:00:00.000Z" },
    ...{ creatorPlexUserId: 7, creatorPlexUsername: "ines" },
    ...changes,
  };
}

function file(name: string, content: string | object) {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  return { name, bytes: new Uint8Array(Buffer.from(text)) };
}

/** A room file with a name that no other test uses. */
function newRoom(changes: object = {}) {
  number += 1;
  return file("room.json", room(`room ${number}`, changes));
}

function storageOf(spaceId: string) {
  return createPrismaMatchStorage({ services: fresh.services, spaceId });
}

async function space(): Promise<string> {
  const id = `sp_${number++}`;
  await fresh.services.pool.query("insert into space (id, name) values ($1, $1)", [id]);
  return id;
}

async function exported(spaceId: string, includesTrash = false) {
  const { body } = await exportRooms(admin, { spaceId, withPasswords: false, includesTrash });
  const bytes = new Uint8Array(await new Response(body).arrayBuffer());
  return { name: "rooms.roomkeeper.jsonl.gz", bytes };
}

async function upload(files: RoomUpload["files"], changes: Partial<RoomUpload> = {}) {
  const { spaceId } = fresh;
  const wishes = { policy: "join", includesTrash: false, opensHidden: false } as const;
  return (await uploadRooms(admin, { spaceId, files, ...wishes, ...changes })).id;
}

async function check(files: RoomUpload["files"], changes: Partial<RoomUpload> = {}) {
  const id = await upload(files, changes);
  await (await checkImport(admin, { id })).ended;
  return id;
}

async function run(files: RoomUpload["files"], changes: Partial<RoomUpload> = {}) {
  const id = await check(files, changes);
  await (await runImport(admin, { id })).ended;
  return id;
}

async function silence(id: string, state: string): Promise<string> {
  const seconds = LIMITS.importSilentMs / 1000 + 1;
  await fresh.services.pool.query(
    "update room_import set state = $2, beat_at = now() - make_interval(secs => $3) where id = $1",
    [id, state, seconds],
  );
  return id;
}

async function clear(id: string): Promise<string> {
  await fresh.services.pool.query("delete from room_import_chunk where import_id = $1", [id]);
  return id;
}

interface Shown {
  headline: string;
  list: string[];
  buttons: string[];
}

/** The text and the buttons of the import's page, and its line in the list. */
async function shown(id: string): Promise<Shown> {
  const [one, all] = await Promise.all([
    import("@/app/(admin)/admin/data/[id]/page"),
    import("@/app/(admin)/admin/data/page"),
  ]);
  const page = await openPage(one.default as unknown as PageOf, { cookie, params: { id } });
  const head = page.text.slice(0, page.text.indexOf("</header>"));
  const listed = await openPage(all.default as PageOf, { cookie });
  const row = listed.text.split("<li>").find((part) => part.includes(`/admin/data/${id}"`)) ?? "";
  return {
    headline: /role="status"[^>]*>(.*?)<\/span>/.exec(head)?.[1] ?? "",
    list: [...row.matchAll(/class="fact">(.*?)<\/span>(?:<\/span>)?/g)].map(([, text]) =>
      String(text).replace(/<[^>]*>/g, ""),
    ),
    buttons: [...head.matchAll(/<(?:button|a) [^>]*class="btn[^>]*>(.*?)<\/(?:button|a)>/g)].map(
      ([, text]) => String(text).replace(/<svg.*?<\/svg>|<[^>]*>/g, ""),
    ),
  };
}

const YES = ["Throw it away", "Bring them in"];
const OTHER = ["Choose another file"];
const bad = (problem: string) => ({
  headline: `${problem} No room was touched.`,
  list: [problem, "Cannot be used"],
  buttons: OTHER,
});

/** Every state of an import: how it gets there, its texts and its buttons. */
const STATES: [string, () => Promise<string>, Shown][] = [
  [
    "no JSON",
    () => check([file("notes.txt", "buy milk")]),
    bad(`No room can be read from notes.txt. It is not JSON. ${WHAT}`),
  ],
  [
    "no JSON, when the trash was chosen",
    () => check([file("notes.txt", "buy milk")], { includesTrash: true }),
    bad(`No room can be read from notes.txt. It is not JSON. ${WHAT}`),
  ],
  [
    "no text",
    () => check([{ name: "a.png", bytes: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0xff]) }]),
    bad(`No room can be read from a.png. Its text is not UTF-8. ${WHAT}`),
  ],
  [
    "an empty file",
    () => check([file("empty.json", "")]),
    bad(`No room can be read from empty.json. The file is empty. ${WHAT}`),
  ],
  [
    "several files without a room",
    () => check([file("a.json", "{"), file("b.json", "")]),
    bad(`No room can be read from any of 2 files. ${WHAT}`),
  ],
  [
    "an export without a room",
    async () => check([await exported(await space())]),
    bad(`There is no room in rooms.roomkeeper.jsonl.gz. ${WHAT}`),
  ],
  [
    "an export with only a trash, when the trash was not chosen",
    async () => {
      const from = await space();
      await storageOf(from).saveRoom(room("left") as never);
      await storageOf(from).deleteRoom("left");
      return check([await exported(from, true)]);
    },
    bad(
      "It holds 1 room of a trash and no open room. To bring in the trash, upload it again and choose “The trash”.",
    ),
  ],
  [
    "an export that was cut",
    async () => {
      const { name, bytes } = await exported(fresh.spaceId);
      return check([{ name, bytes: bytes.subarray(0, bytes.length - 20) }]);
    },
    bad("rooms.roomkeeper.jsonl.gz: This file is not whole: it was cut short or altered."),
  ],
  [
    "nothing new",
    async () => {
      const known = newRoom();
      await run([known]);
      return check([known]);
    },
    {
      headline: "Nothing in it is new here: 1 there already.",
      list: ["1 there already", "Nothing to bring in"],
      buttons: OTHER,
    },
  ],
  [
    "all refused",
    async () => {
      const from = await space();
      await storageOf(from).saveRoom(room("vault", { password: "hush" }) as never);
      return check([await exported(from)]);
    },
    {
      headline:
        "Nothing in it can be brought in: 1 left out. The reasons are below. Correct the file or choose other options, and upload it again.",
      list: ["1 left out", "Nothing to bring in"],
      buttons: OTHER,
    },
  ],
  [
    "nothing new, and a file that is no room",
    async () => {
      const known = newRoom();
      await run([known]);
      return check([known, file("notes.txt", "buy milk")]);
    },
    {
      headline:
        "Nothing in it can be brought in: 1 there already, 1 not a room. The reasons are below. Correct the file or choose other options, and upload it again.",
      list: ["1 there already, 1 not a room", "Nothing to bring in"],
      buttons: OTHER,
    },
  ],
  [
    "some new",
    () => check([newRoom(), file("notes.txt", "buy milk")]),
    {
      headline: "It would bring this: 1 new, 1 not a room. Nothing is changed yet.",
      list: ["1 new, 1 not a room", "Waits for your decision"],
      buttons: YES,
    },
  ],
  [
    "some new, cleared away",
    async () => clear(await check([newRoom()])),
    {
      headline:
        "The uploaded file was cleared away after a day, and no room was touched. Upload it again.",
      list: ["", "Cleared away"],
      buttons: OTHER,
    },
  ],
  [
    "discarded",
    async () => {
      const id = await check([newRoom()]);
      await discardImport(admin, { id });
      return id;
    },
    {
      headline: "It was thrown away. No room was touched.",
      list: ["", "Thrown away"],
      buttons: [],
    },
  ],
  [
    "done",
    () => run([newRoom()]),
    {
      headline: "1 new. Every room was read back and compared.",
      list: ["1 new", "Done"],
      buttons: ["Take it back"],
    },
  ],
  [
    "done, when its room had been made meanwhile",
    async () => {
      const twice = newRoom();
      const id = await check([twice]);
      await run([twice]);
      await (await runImport(admin, { id })).ended;
      return id;
    },
    {
      headline: "Nothing came in: 1 there already. Every room was read back and compared.",
      list: ["1 there already", "Nothing came in"],
      buttons: [],
    },
  ],
  [
    "taken back",
    async () => {
      const id = await run([newRoom()]);
      await (await undoImport(admin, { id })).ended;
      return id;
    },
    {
      headline: "It was taken back. The rooms it made are in the trash and can be restored there.",
      list: ["", "Taken back"],
      buttons: [],
    },
  ],
  [
    "taken back, when one room had been deleted before",
    async () => {
      const id = await run([newRoom(), newRoom()]);
      await storageOf(fresh.spaceId).deleteRoom(`room ${number}`);
      await (await undoImport(admin, { id })).ended;
      return id;
    },
    {
      headline:
        "It was taken back. Of the 2 rooms it made, 1 went to the trash and can be restored there; the others were locked, moved or gone.",
      list: ["", "Taken back"],
      buttons: [],
    },
  ],
  [
    "stopped while it was checked",
    async () => silence(await upload([newRoom()]), "checking"),
    {
      headline: "The server that looked through it stopped. No room was touched.",
      list: ["", "Stopped half-way"],
      buttons: ["Look through it again"],
    },
  ],
  [
    "stopped while it was carried out",
    async () => silence(await check([newRoom()]), "running"),
    {
      headline:
        "The server that worked on it stopped. The rooms that it had imported are there; you can continue with the rest.",
      list: ["", "Stopped half-way"],
      buttons: ["Go on"],
    },
  ],
  [
    "stopped while it was taken back",
    async () => silence(await run([newRoom()]), "undoing"),
    {
      headline:
        "The server that took it back stopped. The rooms that are in the trash stay there; you can continue with the rest.",
      list: ["", "Stopped half-way"],
      buttons: ["Go on"],
    },
  ],
  [
    "stopped, and cleared away before it was continued",
    async () => {
      const id = await clear(await silence(await check([newRoom()]), "running"));
      await (await runImport(admin, { id })).ended;
      return id;
    },
    {
      headline: "The uploaded file was cleared away after a day. Upload it again.",
      list: ["The uploaded file was cleared away after a day. Upload it again.", "Failed"],
      buttons: [],
    },
  ],
  [
    "at work",
    () => upload([newRoom()]),
    {
      headline: "Looking through it. Nothing is changed yet.",
      list: ["", "Looking through"],
      buttons: ["Look again"],
    },
  ],
];

describe("headline, list and buttons agree", () => {
  test.each(STATES)("%s", async (_name, make, expected) => {
    expect(await shown(await make())).toEqual(expected);
  });
});

test("an import that would change nothing keeps no file, and cannot be carried out", async () => {
  for (const files of [[file("notes.txt", "buy milk")], [file("a.json", room("once"))]]) {
    if (files[0]?.name === "a.json") await run(files);
    const id = await check(files);
    expect(await getImport(admin, { id })).toMatchObject({ hasFiles: false });
    await expect(runImport(admin, { id })).rejects.toMatchObject({ code: "conflict" });
  }
});

test("the advice about a password that is not in the file does not mention tokens", async () => {
  const from = await space();
  await storageOf(from).saveRoom(room("vault", { password: "hush" }) as never);
  await storageOf(from).saveRoom(room("old vault", { password: "hush" }) as never);
  await storageOf(from).deleteRoom("old vault");
  const id = await check([await exported(from, true)], { includesTrash: true });
  const { notes } = await getImport(admin, { id });
  expect(notes.map(({ message }) => message)).toEqual([
    "It has a password that cannot be read here, and without it the copy would be open to everybody. The export was made without room passwords: make it again with them, or choose to bring in such rooms without.",
    "It is in the trash and has a password that cannot be read here. The export was made without room passwords: make it again with them, or choose to bring in such rooms without.",
  ]);
});
