import { execFile } from "node:child_process";
import { chmod, cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { postgresAccount, programOptions } from "./postgres-account";
import { openCopyOf, postgresPrograms } from "./postgres-programs";

const run = promisify(execFile);
const isRoot = process.getuid?.() === 0;
let closed: string;
beforeAll(async () => {
  closed = await mkdtemp(path.join(tmpdir(), "roomkeeper-closed-"));
});
afterAll(() => rm(closed, { recursive: true, force: true }));

test.runIf(isRoot)(
  "programs in a folder that other users cannot read run from a readable copy",
  async () => {
    const account = await postgresAccount();
    const { initdb } = await postgresPrograms({});
    const native = path.join(closed, "native");
    await cp(path.dirname(path.dirname(initdb)), native, {
      recursive: true,
      verbatimSymlinks: true,
    });
    await chmod(closed, 0o700);
    const own = { postgres: path.join(native, "bin", "postgres"), initdb: "" };
    const open = await openCopyOf(own);
    expect(open.initdb.startsWith(closed)).toBe(false);
    const { options } = programOptions(tmpdir(), account);
    const { stdout, stderr } = await run(open.initdb, ["--version"], options);
    expect(stdout).toContain("PostgreSQL");
    expect(stderr).toBe("");
    expect(await openCopyOf(own)).toEqual(open);
    await rm(path.dirname(path.dirname(open.initdb)), { recursive: true });
  },
);

test("an ordinary user's programs run from their own folder", async () => {
  const { postgres } = await postgresPrograms({});
  expect(postgres).toContain("node_modules");
});
