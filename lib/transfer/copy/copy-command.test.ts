import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createFileMatchStorage } from "@/lib/storage/match/file";
import { createHttpMatchStorage } from "@/lib/storage/match/http";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";
import { SCOPES } from "@/lib/tokens/token";
import type { CopyReport } from "./copy-report";

const ROOMS = 400;

let api: ApiServer;
let home: string;
beforeAll(async () => {
  api = await startApiServer();
  home = await mkdtemp(path.join(tmpdir(), "roomkeeper-command-"));
});
afterAll(async () => {
  await api.close();
  await rm(home, { recursive: true, force: true });
});

interface Command {
  child: ChildProcess;
  ended: Promise<{ code: number | null; stdout: string; stderr: string }>;
}

/** Runs `rooms -- copy` as a child process. Its environment contains only the data folder and `variables`. */
function copy(args: string[], variables: Record<string, string> = {}): Command {
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/rooms.ts", "copy", ...args], {
    env: { NODE_ENV: "test", PATH, HOME, DATA_DIR: path.join(home, "data"), ...variables },
  });
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (text) => {
    stdout += text;
  });
  child.stderr?.on("data", (text) => {
    stderr += text;
  });
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
  return { child, ended };
}

async function filledFolder(name: string): Promise<string> {
  const folder = path.join(home, name);
  await mkdir(folder);
  for (let n = 0; n < ROOMS; n += 1) {
    const room = {
      roomName: `room ${n}`,
      sort: "random",
      createdAt: "2026-10-10T12:00:00.000Z",
      creatorPlexUserId: 7,
      creatorPlexUsername: "ines",
      ratings: { [`plex://movie/${n}`]: [["Ann", "like", 1_790_000_000_000]] },
      userProgress: { Ann: n },
    };
    await writeFile(path.join(folder, `room_${n}.json`), JSON.stringify(room));
  }
  return folder;
}

async function journalLines(): Promise<number> {
  const folder = path.join(home, "data", "copies");
  const [file] = await readdir(folder).catch(() => []);
  return file ? (await readFile(path.join(folder, file), "utf8")).split("\n").length : 0;
}

async function untilJournalHas(lines: number): Promise<void> {
  while ((await journalLines()) < lines) await new Promise((resolve) => setTimeout(resolve, 5));
}

test.each(["SIGKILL", "SIGINT"] as const)(
  "a copy that %s interrupts continues where it stopped, and is then complete",
  async (signal) => {
    const folder = await filledFolder(signal);
    const TOKEN = await api.token(SCOPES, await api.space(signal));
    const args = [folder, api.url, "--to-token-env", "TOKEN", "--json"];
    const cut = copy(args, { TOKEN });
    await untilJournalHas(60);
    cut.child.kill(signal);
    const first = await cut.ended;
    if (signal === "SIGINT") {
      const report = JSON.parse(first.stdout) as CopyReport;
      expect(first.code).toBe(1);
      expect(report.stopped).toMatch(/interrupted/);
      expect(report.created).toBeGreaterThan(50);
      expect(report.created).toBeLessThan(ROOMS);
    } else expect(first.stdout).toBe("");
    const done = (await journalLines()) - 2;
    expect(done).toBeGreaterThan(50);
    expect(done).toBeLessThan(ROOMS);

    const second = await copy(args, { TOKEN }).ended;
    const report = JSON.parse(second.stdout) as CopyReport;
    expect(second.stderr).toContain("Going on");
    expect(report).toMatchObject({ found: ROOMS, verified: ROOMS, skipped: [], failed: [] });
    expect(report.doneBefore).toBeGreaterThanOrEqual(done - 1);
    expect(report.doneBefore + report.created + report.unchanged).toBe(ROOMS);
    expect(second.code).toBe(0);
    expect(await journalLines(), "a copy that is complete leaves no journal").toBe(0);
    const there = createHttpMatchStorage({ url: api.url, token: TOKEN });
    const here = createFileMatchStorage({ storagePath: folder });
    expect(await there.listRooms()).toEqual(await here.listRooms());
  },
);

test("exit codes and messages: 0 if everything was copied, 1 with a reason if not, 2 for wrong arguments", async () => {
  const folder = path.join(home, "few");
  await mkdir(folder);
  const room = {
    roomName: "movie\u001b[31m night!",
    sort: "random",
    createdAt: "2026-10-10T12:00:00.000Z",
    creatorPlexUserId: 7,
    creatorPlexUsername: "ines",
  };
  await writeFile(path.join(folder, "a.json"), JSON.stringify(room));
  const file = path.join(home, "few.roomkeeper.jsonl.gz");
  expect(await copy([folder, file]).ended).toMatchObject({
    code: 0,
    stdout: "1 found, 1 new, 0 joined, 1 verified, 0 skipped\n",
  });
  expect((await copy([folder, file]).ended).code).toBe(2);
  const back = path.join(home, "back");
  expect((await copy([file, back]).ended).code).toBe(0);
  expect((await copy([file, back, "--verify-only"]).ended).code).toBe(0);

  const other = { ...room, createdAt: "2026-10-11T12:00:00.000Z" };
  await writeFile(path.join(folder, "a.json"), JSON.stringify(other));
  await writeFile(path.join(folder, "b.json"), "{");
  const conflict = await copy([folder, back]).ended;
  expect(conflict.code).toBe(1);
  expect(conflict.stdout).toBe("1 found, 0 new, 0 joined, 0 verified, 2 skipped\n");
  expect(conflict.stderr).toMatch(/name_taken .*Another room of that name/);
  expect(conflict.stderr).toContain("b.json");
  expect(conflict.stderr).not.toContain("\u001b");

  const noToken = await copy([folder, "http://127.0.0.1:9"]).ended;
  expect(noToken.code).toBe(2);
  expect(noToken.stderr).toContain("TARGET_TOKEN");
  for (const wrong of [
    ["x"],
    [folder, back, "--on-conflict", "maybe"],
    [folder, back, "--token", "x"],
  ]) {
    const said = await copy(wrong).ended;
    expect(said.code, wrong.join(" ")).toBe(2);
    expect(said.stdout).toBe("");
  }
});
