import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";
import { freePort } from "@/lib/embedded-postgres/free-port";
import { type AppProcess, startAppProcess } from "../app-process";

const run = promisify(execFile);
const PASSPHRASE = "a lamp in every window";

let home: string;
const apps: AppProcess[] = [];
test.beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), "roomkeeper-backup-"));
});
test.afterEach(async () => {
  for (const app of apps.splice(0)) {
    if (app.child.exitCode === null && app.child.signalCode === null) await app.stop();
  }
});
test.afterAll(() => rm(home, { recursive: true, force: true }));

function start(settings: Record<string, string>): AppProcess {
  const app = startAppProcess(settings);
  apps.push(app);
  return app;
}

function admin(dataDir: string, ...args: string[]) {
  const { PATH, HOME } = process.env;
  const env = { NODE_ENV: "production" as const, PATH, HOME, DATA_DIR: dataDir, PASSPHRASE };
  return run(process.execPath, ["--import", "tsx", "scripts/admin.ts", ...args], { env });
}

async function refusalOf(command: Promise<unknown>): Promise<{ code: number; stderr: string }> {
  return command.then(
    () => ({ code: 0, stderr: "" }),
    (error: { code: number; stderr: string }) => error,
  );
}

test("a backup moves an instance to another machine, where its token and its rooms' passwords work", async () => {
  const [here, there] = [path.join(home, "here"), path.join(home, "there")];
  const file = path.join(home, "instance.gz");
  const port = await freePort(0, "127.0.0.1");
  const settings = { PORT: String(port), DATA_DIR: here };
  const app = start(settings);
  await app.opened();
  const token = /rk_\S+/.exec(app.stdout())?.[0] ?? "";
  const made = await run(
    process.execPath,
    ["--import", "tsx", "scripts/token.ts", "create", "--space", "moviematch", "--scopes"].concat(
      "rooms:read,rooms:write,rooms:secrets",
    ),
    { env: { ...process.env, NODE_ENV: "production", DATA_DIR: here } },
  );
  const secretToken = made.stdout.trim();
  const room = {
    roomName: "movie night!",
    sort: "random",
    createdAt: "2026-10-10T12:00:00.000Z",
    creatorPlexUserId: 7,
    creatorPlexUsername: "ines",
    password: "correct horse",
    ratings: { "plex://movie/1": [["Ann", "like", 1_790_000_000_000]] },
    userProgress: { Ann: 1 },
  };
  const address = `http://localhost:${port}/api/v1/room?name=movie%20night!`;
  const call = (init: RequestInit = {}) =>
    fetch(address, {
      ...init,
      headers: { authorization: `Bearer ${secretToken}`, "content-type": "application/json" },
    });
  expect((await call({ method: "PUT", body: JSON.stringify(room) })).status).toBe(201);

  const backup = await admin(here, "backup", file, "--passphrase-env", "PASSPHRASE");
  expect(backup.stdout).toBe(`${file}\n`);
  const busy = await refusalOf(admin(here, "restore", file));
  expect(busy.code).toBe(1);
  expect(busy.stderr).toContain("Stop it first");
  expect(await app.stop()).toBe(0);

  const locked = await refusalOf(admin(there, "restore", file));
  expect(locked.code).toBe(1);
  expect(locked.stderr).toContain("--passphrase-env");
  const restored = await admin(there, "restore", file, "--passphrase-env", "PASSPHRASE");
  expect(restored.stdout).toBe("1 room\n");
  const again = await refusalOf(admin(there, "restore", file));
  expect(again.stderr).toContain("not empty");

  const moved = start({ ...settings, DATA_DIR: there });
  await moved.opened();
  expect(moved.stdout()).not.toContain("rk_");
  const reply = await call();
  expect(reply.status).toBe(200);
  expect(await reply.json()).toMatchObject(room);
  const list = await fetch(`http://localhost:${port}/api/v1/rooms`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect((await list.json()).items).toHaveLength(1);
  expect(await moved.stop()).toBe(0);
});
