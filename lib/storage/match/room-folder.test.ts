import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { requireProportionalCost } from "@/lib/testing/proportional-cost";
import { copyRooms } from "@/lib/transfer/copy/copy-rooms";
import { sourceOf } from "@/lib/transfer/copy/room-source";
import { createFileMatchStorage } from "./file";
import { createMemoryMatchStorage } from "./memory";

const homes: string[] = [];
afterAll(() => Promise.all(homes.map((home) => rm(home, { recursive: true }))));

async function folderOf(rooms: number, fileName: (n: number) => string): Promise<string> {
  const home = await mkdtemp(path.join(tmpdir(), "roomkeeper-folder-"));
  homes.push(home);
  const folder = path.join(home, "rooms");
  await mkdir(folder);
  for (let n = 0; n < rooms; n += 1) {
    const room = {
      roomName: `Room ${n}`,
      sort: "random",
      createdAt: "2026-10-01T10:00:00.000Z",
      creatorPlexUserId: 1,
      creatorPlexUsername: "ann",
    };
    await writeFile(path.join(folder, fileName(n)), JSON.stringify(room));
  }
  return folder;
}

const NAMINGS: [string, (n: number) => string][] = [
  ["MovieMatch's own", (n) => `Room_${n}.json`],
  ["any other", (n) => `${String(n).padStart(6, "0")}.json`],
];

test.each(NAMINGS)(
  "copying a folder whose files have %s names costs in proportion to its size",
  async (_, fileName) => {
    await requireProportionalCost({
      smallest: 50,
      make: (rooms) => folderOf(rooms, fileName),
      run: async (folder, rooms) => {
        const from = createFileMatchStorage({ storagePath: folder });
        const to = createMemoryMatchStorage();
        const report = await copyRooms({ from: sourceOf(from), to });
        expect(report).toMatchObject({ created: rooms, verified: rooms });
      },
      after: (folder) => rm(folder, { recursive: true }),
    });
  },
);

test("copying into a folder in which every name is new costs in proportion to its size", async () => {
  await requireProportionalCost({
    smallest: 12,
    make: (rooms) => folderOf(rooms, (n) => `${n}.json`),
    run: async (folder, rooms) => {
      const storage = createFileMatchStorage({ storagePath: folder });
      for (let n = 0; n < rooms; n += 1) {
        await storage.saveRoom({
          roomName: `new ${n}`,
          sort: "random",
          createdAt: "2026-10-01T10:00:00.000Z",
          creatorPlexUserId: 1,
          creatorPlexUsername: "ann",
        });
      }
      expect(await storage.listRooms()).toHaveLength(2 * rooms);
    },
    after: (folder) => rm(folder, { recursive: true }),
  });
});
