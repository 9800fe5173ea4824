import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";
import { freePort } from "@/lib/embedded-postgres/free-port";
import { type AppProcess, startAppProcess } from "../app-process";

const run = promisify(execFile);
const isRoot = process.getuid?.() === 0;

test.describe.configure({ mode: "serial" });

let dataDir: string;
let port: number;
const apps: AppProcess[] = [];

test.beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "roomkeeper start with spaces "));
  port = await freePort(0, "0.0.0.0");
});
test.afterEach(async () => {
  for (const app of apps.splice(0)) {
    if (app.child.exitCode === null && app.child.signalCode === null) await app.stop();
  }
});
test.afterAll(async () => {
  await rm(dataDir, { recursive: true, force: true });
});

function start(settings: Record<string, string> = {}, command?: string[]): AppProcess {
  const app = startAppProcess({ PORT: String(port), DATA_DIR: dataDir, ...settings }, command);
  apps.push(app);
  return app;
}

async function postgresPid(): Promise<number> {
  const text = await readFile(path.join(dataDir, "postgres", "postmaster.pid"), "utf8");
  return Number.parseInt(text, 10);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** The one sentence on stderr, without the progress lines that may come before it. */
async function refusal(app: AppProcess): Promise<string> {
  expect(await app.ended).toBe(1);
  expect(app.stdout()).toBe("");
  const lines = app.stderr().trim().split("\n");
  expect(lines).toHaveLength(1);
  return lines[0] ?? "";
}

test("the first start prints the address, the setup code, a sign-in link and a token", async () => {
  const app = start();
  await app.opened();
  expect(app.stdout()).toContain(`Roomkeeper is open at http://localhost:${port}`);
  expect(app.stdout()).toMatch(/Setup code {4}[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}/);
  expect(app.stdout()).toMatch(/http:\/\/localhost:\d+\/sign-in\/link\?code=\S{20,}/);
  const token = /rk_\S+/.exec(app.stdout())?.[0];
  const reply = await fetch(`http://localhost:${port}/api/v1/rooms`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(reply.status).toBe(200);
  const secrets = await stat(path.join(dataDir, "secrets.json"));
  expect(secrets.mode & 0o777).toBe(0o600);

  const postgres = await postgresPid();
  expect(await app.stop("SIGTERM")).toBe(0);
  expect(isAlive(postgres)).toBe(false);
});

test("the second start downloads and builds nothing, shows no token, and keeps the setup code", async () => {
  const app = start();
  await app.opened();
  expect(app.stderr()).not.toMatch(/Fetching|Building/);
  expect(app.stdout()).not.toContain("rk_");
  expect(app.stdout()).toContain("Setup code");
  expect(await app.stop("SIGINT")).toBe(0);
});

test("the next start works after kill -9", async () => {
  const killed = start();
  await killed.opened();
  const orphan = await postgresPid();
  expect(await killed.stop("SIGKILL")).toBe("SIGKILL");
  expect(isAlive(orphan)).toBe(true);

  const next = start();
  await next.opened();
  expect(isAlive(orphan)).toBe(false);
  const postgres = await postgresPid();
  expect(await next.stop()).toBe(0);
  expect(isAlive(postgres)).toBe(false);
});

test("SIGTERM to npm ends the app and its Postgres, although a shell is between them", async () => {
  const app = start({}, ["npm", "start"]);
  await app.opened();
  const postgres = await postgresPid();
  await app.stop("SIGTERM");
  await expect.poll(() => isAlive(postgres)).toBe(false);
  await expect(fetch(`http://localhost:${port}/`)).rejects.toThrow();
});

test("commands work while the server runs and while it does not, and print only results to stdout", async () => {
  const app = start();
  await app.opened();
  const command = (script: string, ...args: string[]) => {
    const { PATH, HOME } = process.env;
    const env = { NODE_ENV: "production" as const, PATH, HOME, DATA_DIR: dataDir };
    return run(process.execPath, ["--import", "tsx", `scripts/${script}.ts`, ...args], { env });
  };
  const made = await command("token", "create", "--space", "attic", "--scopes", "rooms:read");
  expect(made.stdout).toMatch(/^rk_\S+\n$/);
  const reply = await fetch(`http://localhost:${port}/api/v1/rooms`, {
    headers: { authorization: `Bearer ${made.stdout.trim()}` },
  });
  expect(reply.status).toBe(200);
  const link = await command("admin", "link");
  expect(link.stdout).toMatch(new RegExp(`^http://localhost:${port}/sign-in/link\\?code=\\S+\\n$`));
  expect(await app.stop()).toBe(0);

  const alone = await command("token", "list");
  expect(alone.stdout).toContain("attic");
  await expect(postgresPid()).rejects.toThrow();
});

test("a port in use is reported in one sentence", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(port, "0.0.0.0", resolve));
  expect(await refusal(start())).toContain(`Port ${port} is in use`);
  await new Promise((resolve) => other.close(resolve));
});

test("a DATABASE_URL where nothing answers is reported in one sentence, without the password", async () => {
  const said = await refusal(start({ DATABASE_URL: "postgresql://me:hush@127.0.0.1:9/rooms" }));
  expect(said).toContain("DATABASE_URL");
  expect(said).toContain("nothing answers there");
  expect(said).not.toContain("hush");
});

test("a wrong setting is named", async () => {
  expect(await refusal(start({ PORT: "kitchen" }))).toContain("PORT");
});

test("a DATA_DIR that cannot be written to is reported in one sentence", async () => {
  const parent = await mkdtemp(path.join(tmpdir(), "roomkeeper-locked-"));
  // Root may write anywhere but below a file.
  const place = isRoot ? path.join(parent, "file", "data") : path.join(parent, "data");
  await writeFile(path.join(parent, "file"), "");
  await chmod(parent, 0o555);
  expect(await refusal(start({ DATA_DIR: place }))).toContain("DATA_DIR");
  await chmod(parent, 0o755);
  await rm(parent, { recursive: true });
});

test("a full disk is reported in one sentence", async () => {
  const small = await mkdtemp(path.join(tmpdir(), "roomkeeper-small-"));
  const mounted = isRoot
    ? await run("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", small]).then(
        () => true,
        () => false,
      )
    : false;
  test.skip(!mounted, "only root may make a small disk to fill");
  try {
    await mkdir(path.join(small, "data"));
    expect(await refusal(start({ DATA_DIR: path.join(small, "data") }))).toContain("no room left");
  } finally {
    await run("umount", [small]);
    await rm(small, { recursive: true, force: true });
  }
});
