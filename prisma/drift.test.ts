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
    where connamespace = 'public'::regnamespace and conrelid::regclass::text <> '_prisma_migrations' and contype <> 'n'
    order by 1`);
  await client.end();
  return rows.map((row) => row.line.replace(/\s+/g, " "));
}

/** What a Prisma schema cannot express: these lines are in the migrations and not in the schema. */
const SAID_IN_SQL_ONLY = [
  "plex_film.external_ids _text NO ",
  "plex_film.genres _text NO ",
  `room: CHECK ( CASE WHEN (kind = 'match'::text) THEN (num_nulls(room_type, document, rating_count, like_count, match_count) = 0) ELSE (num_nonnulls(room_type, document, password_sealed, rating_count, like_count, match_count) = 0) END)`,
  "room: CREATE UNIQUE INDEX room_match_incarnation ON public.room USING btree (space_id, name, created_at) WHERE (kind = 'match'::text)",
  "room: CREATE UNIQUE INDEX room_open_name ON public.room USING btree (space_id, name) WHERE ((kind = 'match'::text) AND (trashed_at IS NULL))",
  "token.scopes _text NO ",
  "webhook.event_types _text NO ",
];
/** Prisma makes lists without NOT NULL. */
const SAID_BY_PRISMA_ONLY = [
  "plex_film.external_ids _text YES ",
  "plex_film.genres _text YES ",
  "token.scopes _text YES ",
  "webhook.event_types _text YES ",
];

test("the migrations lead to exactly what schema.prisma declares, and to what only SQL can say", async () => {
  const script = await schemaScript(declared.url);
  const fromSchema = await describeDatabase(
    declared.url,
    `drop schema public cascade; create schema public; ${script}`,
  );
  const fromMigrations = await describeDatabase(migrated.url);
  expect(fromSchema.length).toBeGreaterThan(100);
  const onlyIn = (some: string[], others: string[]) =>
    some.filter((line) => !others.includes(line));
  expect(onlyIn(fromMigrations, fromSchema)).toEqual(SAID_IN_SQL_ONLY);
  expect(onlyIn(fromSchema, fromMigrations)).toEqual(SAID_BY_PRISMA_ONLY);
});
