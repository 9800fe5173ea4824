import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "..");
const { scripts } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")) as {
  scripts: Record<string, string>;
};

let home: string;
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), "roomkeeper-commands-"));
});
afterAll(() => rm(home, { recursive: true, force: true }));

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a command as a person does, on a data folder that is not there. */
async function npm(name: string, args: string[], variables: object = {}): Promise<Ended> {
  const { PATH = "", HOME = "" } = process.env;
  const env = { PATH, HOME, NODE_ENV: "test" as const, DATA_DIR: dataDir(), ...variables };
  const given = ["run", "-s", name, "--", ...args];
  return promisify(execFile)("npm", given, { cwd: ROOT, env }).then(
    (ended) => ({ code: 0, ...ended }),
    (error: Ended) => error,
  );
}

function dataDir(): string {
  return path.join(home, "data");
}

describe.each(Object.keys(scripts))("npm run %s", (name) => {
  test.each(["--help", "-h"])("%s says what it does and touches nothing", async (flag) => {
    const { code, stdout, stderr } = await npm(name, [flag]);
    expect([code, stderr]).toEqual([0, ""]);
    const call = new RegExp(`^ *(Usage: )?npm (run (-s )?)?${name}\\b`, "m");
    expect(stdout).toMatch(/^Usage:/);
    expect(stdout).toMatch(call);
    const [, example = ""] = stdout.split("\nExample\n");
    expect(example).toMatch(new RegExp(`^ {2}(\\w+=\\S+ )?npm (run (-s )?)?${name}\\b`));
    expect(stdout).toMatch(/^Options\n(.*\n)* {2}-h, --help/m);
    expect(existsSync(dataDir())).toBe(false);
  });

  test("an unknown option is named, with where the help is", async () => {
    const { code, stdout, stderr } = await npm(name, ["--frobnicate"]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^There is no option --frobnicate\. .*npm .*-- --help/);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(existsSync(dataDir())).toBe(false);
  });
});

/** Calls that act on a database which must be there. */
const ON_A_DATABASE: [string, string[]][] = [
  ["token", ["list"]],
  ["token", ["create", "--space", "moviematch"]],
  ["token", ["rotate", "tk_1"]],
  ["token", ["revoke", "tk_1"]],
  ["admin", ["link"]],
  ["admin", ["backup", "FILE"]],
  ["rooms", ["copy", "FOLDER", "postgres:moviematch"]],
  ["rooms", ["copy", "postgres:moviematch", "FOLDER"]],
];

test.each(ON_A_DATABASE)("%s %j makes no database", async (name, given) => {
  const args = given.map((word) => (/^[A-Z]+$/.test(word) ? path.join(home, word) : word));
  const { code, stdout, stderr } = await npm(name, args);
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toBe(
    `There is no database of Roomkeeper in ${dataDir()}: name the folder that has yours (DATA_DIR=path/to/data) or the database itself ` +
      "(DATABASE_URL=postgres://…), or start the app first (npm start).\n",
  );
  expect(await readdir(home)).toEqual([]);
});

test("wrong calls are one sentence and where the help is, and open no database", async () => {
  const CALLS: [string, string[], RegExp][] = [
    ["token", [], /^Say what to do: create, list, rotate, revoke\.\n/],
    ["token", ["lst"], /^Say what to do/],
    ["token", ["list", "moviematch"], /^list takes no argument “moviematch”\.\n/],
    ["token", ["create", "--space"], /--space/],
    ["admin", [], /^Say what to do: link, backup, restore\.\n/],
    ["admin", ["backup"], /^backup takes the name of one file\.\n/],
    ["rooms", ["copy", "a"], /^Say from where to where/],
    ["rooms", ["verify"], /^Say from where to where: copy FROM TO; or verify FOLDER;/],
    ["rooms", ["verify", "a", "b"], /^Say from where to where/],
    ["rooms", ["verify", "nowhere"], /^There is no folder nowhere\.\n/],
    ["bench", ["fload", "3"], /^“fload” is neither a benchmark nor a number\./],
    ["bench", ["flood", "soon"], /^“soon” is neither/],
  ];
  for (const [name, args, message] of CALLS) {
    const { code, stdout, stderr } = await npm(name, args);
    expect([code, stdout], `${name} ${args.join(" ")}`).toEqual([2, ""]);
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(new RegExp(`npm run (-s )?${name} -- --help`));
    expect(stderr.trim().split("\n").length).toBeLessThanOrEqual(2);
  }
  expect(await readdir(home)).toEqual([]);
});

test("a command finds the DATABASE_URL that the file .env names, as the app does", async () => {
  const unreachable = "DATABASE_URL=postgresql://a:b@127.0.0.1:9/x\n";
  await writeFile(path.join(home, ".env"), unreachable);
  const { PATH = "", HOME = "" } = process.env;
  const tsx = path.join(ROOT, "node_modules/tsx/dist/loader.mjs");
  const args = ["--import", tsx, path.join(ROOT, "scripts/token.ts"), "list"];
  const ended = await promisify(execFile)(process.execPath, args, {
    cwd: home,
    env: {
      ...{ PATH, HOME, NODE_ENV: "test" as const, DATA_DIR: dataDir() },
      TSX_TSCONFIG_PATH: path.join(ROOT, "tsconfig.json"),
    },
  }).catch((error: Ended) => error);
  expect(ended).toMatchObject({ code: 1, stdout: "" });
  expect(ended.stderr).not.toContain("There is no database of Roomkeeper");
  expect(ended.stderr).toMatch(/DATABASE_URL|127\.0\.0\.1/);
});
