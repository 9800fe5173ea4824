import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { schemaScript } from "@/lib/runtime/migrate";
import { freshDatabase } from "@/lib/testing/fresh-database";

let migrated: Awaited<ReturnType<typeof freshDatabase>>;
let declared: Awaited<ReturnType<typeof freshDatabase>>;
beforeAll(async () => {
  migrated = await freshDatabase();
  declared = await freshDatabase();
});
afterAll(async () => {
  await migrated.drop();
  await declared.drop();
});

async function describeDatabase(url: string, prepare?: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  if (prepare) await client.query(prepare);
  const { rows } = await client.query<{ line: string }>(`
    select format('%s.%s %s %s %s', table_name, column_name, udt_name, is_nullable, column_default) as line
    from information_schema.columns where table_schema = 'public' and table_name <> '_prisma_migrations'
    union all
    select format('%s: %s', tablename, indexdef) from pg_indexes
    where schemaname = 'public' and tablename <> '_prisma_migrations'
    union all
    select format('%s: %s', conrelid::regclass, pg_get_constraintdef(oid)) from pg_constraint
    where connamespace = 'public'::regnamespace and conrelid::regclass::text <> '_prisma_migrations'
    order by 1`);
  await client.end();
  return rows.map((row) => row.line);
}

/** What the migrations create and a Prisma schema cannot express. */
const SAID_IN_SQL_ONLY = ["room_open_name", "room_match_incarnation", "num_nonnulls"];

test("the migrations lead to exactly what schema.prisma declares", async () => {
  const script = await schemaScript(declared.url);
  const fromSchema = await describeDatabase(
    declared.url,
    `drop schema public cascade; create schema public; ${script}`,
  );
  const fromMigrations = await describeDatabase(migrated.url);
  expect(fromSchema.length).toBeGreaterThan(100);
  expect(
    fromMigrations.filter((line) => !SAID_IN_SQL_ONLY.some((name) => line.includes(name))),
  ).toEqual(fromSchema);
});
