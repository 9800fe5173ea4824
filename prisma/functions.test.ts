import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase } from "@/lib/testing/fresh-database";

const FOLDER = path.join(import.meta.dirname, "functions");
const LINES_MAX = 80;
const names = readdirSync(FOLDER).map((file) => path.basename(file, ".sql"));
const textOf = (name: string) => readFileSync(path.join(FOLDER, `${name}.sql`), "utf8");

let database: Awaited<ReturnType<typeof freshDatabase>>;
let client: pg.Client;
beforeAll(async () => {
  database = await freshDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

/** Every function of the database, by name, as Postgres prints it. */
async function readFunctions(): Promise<{ name: string; definition: string }[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select proname as name, pg_get_functiondef(oid) as definition from pg_proc
     where pronamespace = 'public'::regnamespace order by proname, definition`,
  );
  return rows;
}

test("prisma/functions has the current text of every function that the migrations make", async () => {
  const migrated = await readFunctions();
  expect(migrated.map(({ name }) => name)).toEqual(names.toSorted());
  for (const name of names) await client.query(textOf(name));
  expect(
    await readFunctions(),
    "A function differs from its file: add a migration with the file's text.",
  ).toEqual(migrated);
});

test.each(names)("%s stands alone in its file, with a comment, and is at most 80 lines", (name) => {
  const text = textOf(name);
  expect(text).toMatch(new RegExp(`^(-- .*\\n)+CREATE OR REPLACE FUNCTION ${name}\\(`));
  expect(text.match(/CREATE OR REPLACE FUNCTION/g)).toHaveLength(1);
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("--"));
  expect(lines.length).toBeLessThanOrEqual(LINES_MAX);
});

test("no function has a parameter or a variable with an abbreviated prefix, or a table alias of one letter", () => {
  const found = names.flatMap((name) => [
    ...(textOf(name).match(/\b[pv]_[a-z]+/g) ?? []).map((word) => `${name}: ${word}`),
    ...(textOf(name).match(/\b(?:FROM|JOIN|UPDATE|INTO) [a-z_]+ (?:AS )?[a-z]\b/g) ?? []).map(
      (difference) => `${name}: ${difference}`,
    ),
  ]);
  expect(found).toEqual([]);
});
