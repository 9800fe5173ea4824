import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createFileMatchStorage } from "@/lib/storage/match/file";
import { sourceOfFiles } from "./files-source";

let home: string;
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), "roomkeeper-no-room-"));
});
afterAll(() => rm(home, { recursive: true }));

const ROOM =
  '{"roomName":"Caf\u00e9","sort":"random","createdAt":"2026-10-01T10:00:00.000Z","creatorPlexUserId":1,"creatorPlexUsername":"ann"}';
const UNFIT = "This room cannot be stored: ";

/** Files in a room folder or an upload, and the message about each; null if it is a room. */
const FILES: [name: string, content: Buffer | string, says: string | null][] = [
  ["a room", ROOM, null],
  ["a room behind a byte order mark", `\ufeff${ROOM}`, null],
  ["Windows-1252", Buffer.from(ROOM, "latin1"), "Its text is not UTF-8."],
  ["UTF-16", Buffer.from(ROOM, "utf16le"), "Its text is not UTF-8."],
  ["an empty file", "", "The file is empty."],
  ["half a room", ROOM.slice(0, 40), "It is not JSON."],
  ["null", "null", `${UNFIT}it must be an object.`],
  [
    "a null password",
    ROOM.replace("{", '{"password":null,'),
    `${UNFIT}/password must be a string.`,
  ],
];

test.each(FILES)(
  "%s: a folder and an upload have the same message",
  async (_name, content, says) => {
    const file = path.join(home, "ROOM.JSON");
    await writeFile(file, content);
    const reported: string[] = [];
    const folder = createFileMatchStorage({
      storagePath: home,
      onCorruptFile: ({ message }) => reported.push(message),
    });
    const listed = await folder.listRooms();
    const uploaded = await sourceOfFiles([
      {
        name: "ROOM.JSON",
        async *open() {
          yield Buffer.from(content);
        },
      },
    ]);
    expect(listed).toHaveLength(says === null ? 1 : 0);
    expect(await uploaded.count()).toBe(listed.length);
    expect(reported).toEqual(says === null ? [] : [`${file} does not hold a room. ${says}`]);
    expect(uploaded.unreadable).toEqual(
      says === null ? [] : [{ file: "ROOM.JSON", message: says }],
    );
  },
);
