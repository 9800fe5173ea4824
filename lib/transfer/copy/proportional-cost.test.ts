import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readBackup } from "@/lib/backup/backup-format";
import { LIMITS } from "@/lib/core/limits";
import { withSum } from "@/lib/core/summed-lines";
import { createMemoryMatchStorage } from "@/lib/storage/match/memory";
import { roomDocument } from "@/lib/testing/api-call";
import { longestSlice } from "@/lib/testing/longest-slice";
import { requireProportionalCost } from "@/lib/testing/proportional-cost";
import { copyRooms } from "./copy-rooms";
import { sourceOfFiles } from "./files-source";
import { sourceOf } from "./room-source";

const HEADER = JSON.stringify({ roomkeeper: "rooms", format: 1, passwords: "included" });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "roomkeeper-cost-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function summed(lines: string[]): Promise<string> {
  async function* given() {
    yield* lines;
  }
  let text = "";
  for await (const block of withSum(given())) text += block;
  return text;
}

async function* inPieces(bytes: Uint8Array) {
  for (let at = 0; at < bytes.length; at += 64 * 1024) yield bytes.subarray(at, at + 64 * 1024);
}

const numbered = (count: number) =>
  Array.from({ length: count }, (_, at) =>
    JSON.stringify({ room: roomDocument(`room ${at}`, { ratings: {} }) }),
  );

/** Files for an upload or a command. */
const FILES: Record<string, (size: number) => Promise<string> | string> = {
  "an export of many rooms": (size) => summed([HEADER, ...numbered(size / 100)]),
  "an export of many lines that are not rooms": (size) =>
    summed([HEADER, ...Array(Math.floor(size / 10)).fill("0")]),
  "an export of empty lines": (size) => `${HEADER}\n${"\n".repeat(size)}`,
  "lines without a header": (size) => "\n".repeat(size),
  "one room of many ratings": (size) =>
    JSON.stringify(
      roomDocument("r", {
        ratings: { m: Array.from({ length: size / 100 }, (_, at) => [`p${at}`, "like", 5]) },
      }),
    ),
  "one room with many invalid filters": (size) =>
    JSON.stringify(roomDocument("r", { filters: Array(size / 4).fill({}) })),
  "no JSON": (size) => "[".repeat(size),
};

test.each(Object.entries(FILES))(
  "reading %s, compressed or not, costs in proportion",
  async (_, make) => {
    await requireProportionalCost({
      smallest: 16_000,
      async make(size) {
        const bytes = Buffer.from(await make(size));
        return [bytes, gzipSync(bytes)].map((some, at) => ({
          name: `${at}`,
          open: () => inPieces(some),
        }));
      },
      async run(files) {
        for (const file of files) {
          const source = await sourceOfFiles([file]).catch(() => null);
          for await (const _room of source?.rooms() ?? []);
        }
      },
    });
  },
);

test("copying many rooms and reading them back costs in proportion", async () => {
  await requireProportionalCost({
    smallest: 50,
    async make(count) {
      const from = createMemoryMatchStorage();
      for (let at = 0; at < count; at += 1) {
        const room = roomDocument(`room ${at}`, { password: undefined });
        await from.saveRoom(JSON.parse(JSON.stringify(room)));
      }
      return { from, to: createMemoryMatchStorage() };
    },
    async run({ from, to }, count) {
      const report = await copyRooms({ from: sourceOf(from), to });
      expect([report.created, report.verified]).toEqual([count, count]);
    },
  });
});

const BACKUP = {
  roomkeeper: "backup",
  format: 1,
  app: "1",
  migration: "1",
  at: "2026-11-01T00:00:00.000Z",
  tables: [{ name: "room", columns: ["id"] }],
  sequences: [],
  check: "x",
  secret: null,
};

test("reading a backup of many rows costs in proportion", async () => {
  let made = 0;
  await requireProportionalCost({
    smallest: 4_000,
    async make(rows) {
      made += 1;
      const file = path.join(folder, `${made}.gz`);
      const lines = [
        JSON.stringify(BACKUP),
        '{"table":"room"}',
        ...Array(rows).fill('[{"id":"r"}]'),
      ];
      await writeFile(file, gzipSync(await summed(lines)));
      return file;
    },
    run: (file) => readBackup(file, { onHeader() {} }).catch(() => {}),
    after: (file) => rm(file),
  });
});

test("while a very large file is decompressed, other requests are served", async () => {
  const bytes = gzipSync(await summed([HEADER, ...numbered(20_000)]));
  const work = async () => {
    const file = { name: "large.gz", open: () => inPieces(bytes) };
    expect(await (await sourceOfFiles([file])).count?.()).toBe(20_000);
  };
  const before = process.cpuUsage();
  const { cpuMs } = await longestSlice(work);
  const { user, system } = process.cpuUsage(before);
  // The work is done in short parts, each of which is a small share of the whole on any machine.
  expect(cpuMs).toBeLessThan((user + system) / 1000 / 4);
});

test("a small file with very many lines that are not rooms is refused early", async () => {
  const lines = Array(LIMITS.importUnreadableMax + 1).fill("0");
  const bytes = gzipSync(await summed([HEADER, ...lines]));
  expect(bytes.length).toBeLessThan(500);
  const file = { name: "bomb.gz", open: () => inPieces(bytes) };
  await expect(sourceOfFiles([file])).rejects.toThrow("More than 1000 lines are not rooms");
});
