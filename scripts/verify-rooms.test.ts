import { execFile } from "node:child_process";
import { appendFile, mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { VERIFY_COMMAND, VERIFY_OUTPUT } from "@/components/docs/topics/storage-samples";
import { NEW_ROOM } from "@/lib/storage/match/conformance/sample-rooms";
import { createFileMatchStorage } from "@/lib/storage/match/file";
import { roomDocument } from "@/lib/testing/api-call";

const ROOT = path.resolve(import.meta.dirname, "..");

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "roomkeeper-verify-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function verify(...more: string[]) {
  const { PATH = "", HOME = "" } = process.env;
  const env = { PATH, HOME, NODE_ENV: "test" as const, DATA_DIR: path.join(folder, "data") };
  const command = `${VERIFY_COMMAND.replace("path/to/data/rooms", folder)} ${more.join(" ")}`;
  return promisify(execFile)("bash", ["-c", command], { cwd: ROOT, env }).then(
    (ended) => ({ code: 0, ...ended }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
}

test("verify names what differs as the docs show it, and its exit code says whether a person must look", async () => {
  const storage = createFileMatchStorage({ storagePath: folder });
  for (const roomName of ["kept", "movie night!", "heist films"]) {
    await storage.saveRoom({ ...NEW_ROOM, roomName });
  }
  await writeFile(path.join(folder, "brought.json"), JSON.stringify(roomDocument("brought")));
  expect(await verify()).toMatchObject({
    code: 0,
    stdout: "4 files, 3 as written, 1 without checksum\n",
    stderr: "",
  });
  await appendFile(path.join(folder, "movie_night_.json"), "\n");
  await truncate(path.join(folder, "heist_films.json"), 120);
  const { code, stdout, stderr } = await verify();
  const withoutSize = (text: string) => text.replace(/of the \d+ bytes/, "of the … bytes");
  expect(code).toBe(1);
  expect(withoutSize(stderr + stdout)).toBe(`${withoutSize(VERIFY_OUTPUT)}\n`);
  const asJson = await verify("--json");
  expect(asJson.code).toBe(1);
  expect(JSON.parse(asJson.stdout)).toMatchObject({
    ...{ files: 4, whole: 1, unrecorded: 1 },
    findings: [
      { kind: "half-written", file: "heist_films.json" },
      { kind: "changed", file: "movie_night_.json" },
    ],
  });
});
