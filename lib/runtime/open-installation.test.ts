import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { freshDatabase } from "@/lib/testing/fresh-database";
import { useEnv as shareEnv } from "./env";
import { openInstallation } from "./open-installation";

/** A start with an unusable database or data folder prints one sentence and changes nothing. */

const ONE = "a secret of the first instance, long enough";
const NAMES = ["DATA_DIR", "DATABASE_URL", "ROOMKEEPER_SECRET"] as const;
const given = Object.fromEntries(NAMES.map((name) => [name, process.env[name]]));

let folder: string;
let database: Awaited<ReturnType<typeof freshDatabase>>;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "roomkeeper-home-"));
  database = await freshDatabase();
});
afterEach(async () => {
  setUp(given);
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

function setUp(variables: Partial<Record<(typeof NAMES)[number], string>>): void {
  for (const name of NAMES) {
    if (variables[name] === undefined) delete process.env[name];
    else process.env[name] = variables[name];
  }
  shareEnv(undefined);
}

/** The sentence with which a start with these settings fails; undefined if it succeeds. */
async function refusal(
  dataDir: string,
  variables: Partial<Record<(typeof NAMES)[number], string>> = {},
): Promise<string | undefined> {
  setUp({ DATA_DIR: path.join(folder, dataDir), ...variables });
  return openInstallation().then(
    async (home) => void (await home.close()),
    (error: Error) => {
      expect(error.name).toBe("RoomkeeperError");
      expect(error.message).toMatch(/^[^\n]+\.$/);
      return error.message;
    },
  );
}

const isThere = (place: string) =>
  stat(path.join(folder, place)).then(
    () => true,
    () => false,
  );

test("a second instance without the first one's secret says how to share it, and then starts", async () => {
  const DATABASE_URL = database.url;
  expect(await refusal("first", { DATABASE_URL })).toBeUndefined();
  expect(await refusal("second", { DATABASE_URL })).toMatch(/ROOMKEEPER_SECRET.*secrets\.json/);
  expect(await isThere("second/secrets.json")).toBe(false);
  const ROOMKEEPER_SECRET = ONE;
  expect(await refusal("third", { DATABASE_URL, ROOMKEEPER_SECRET })).toMatch(/ROOMKEEPER_SECRET/);
  const kept = await readFile(path.join(folder, "first", "secrets.json"), "utf8");
  await writeFile(path.join(folder, "second", "secrets.json"), kept);
  expect(await refusal("second", { DATABASE_URL })).toBeUndefined();
  const { secret } = JSON.parse(kept);
  expect(await refusal("third", { DATABASE_URL, ROOMKEEPER_SECRET: secret })).toBeUndefined();
});

test.each([
  ["an empty file", "", "is empty"],
  ["a file that was cut short", '{ "secret": "abc', "contains no secret"],
  ["a secret that is not a text", '{ "secret": 42 }', "contains no secret"],
])("secrets.json: %s", async (_, text, expected) => {
  await mkdir(path.join(folder, "home"));
  const file = path.join(folder, "home", "secrets.json");
  await writeFile(file, text);
  const said = await refusal("home", { DATABASE_URL: database.url });
  expect(said).toContain(file);
  expect(said).toContain(expected);
  expect(await readFile(file, "utf8")).toBe(text);
});

test("a missing secrets.json is not made again if there is an embedded database", async () => {
  await mkdir(path.join(folder, "home", "postgres"), { recursive: true });
  const said = await refusal("home");
  expect(said).toContain(path.join(folder, "home", "secrets.json"));
  expect(said).toContain("is missing");
  expect(await isThere("home/secrets.json")).toBe(false);
});

test("a data folder that others can read is made private", async () => {
  await mkdir(path.join(folder, "home"));
  await chmod(path.join(folder, "home"), 0o755);
  await writeFile(path.join(folder, "home", "server.json"), "{}", { mode: 0o644 });
  expect(await refusal("home", { DATABASE_URL: database.url })).toBeUndefined();
  const modeOf = async (place: string) => (await stat(path.join(folder, place))).mode & 0o777;
  expect(await modeOf("home")).toBe(0o700);
  expect(await modeOf("home/server.json")).toBe(0o600);
  expect(await modeOf("home/secrets.json")).toBe(0o600);
});
