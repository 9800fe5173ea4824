import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase } from "@/lib/testing/fresh-database";
import { asRoomkeeperError } from "./database-failure";

let database: Awaited<ReturnType<typeof freshDatabase>>;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

async function failureOf(run: (client: pg.Client) => Promise<unknown>, port?: string) {
  const url = new URL(database.url);
  if (port) url.port = port;
  const client = new pg.Client({ connectionString: url.href });
  try {
    await client.connect();
    await run(client);
  } catch (error) {
    const { code, message } = asRoomkeeperError(error);
    return [code, message];
  } finally {
    await client.end().catch(() => {});
  }
}

test("a slow statement and a database that does not answer have different errors", async () => {
  const slow = await failureOf((client) =>
    client.query("set statement_timeout = 20; select pg_sleep(600)"),
  );
  expect(slow).toEqual(["unavailable", "The database took too long. Try again in a moment."]);
  const away = await failureOf((client) => client.query("select 1"), "1");
  expect(away).toEqual(["unavailable", "The database does not answer. Try again in a moment."]);
});

test("a full disk of the database is called so", async () => {
  const full = await failureOf((client) =>
    client.query(
      "do $$ begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$",
    ),
  );
  expect(full).toEqual([
    "disk_full",
    "The disk of the database is full. Nothing of this request was stored. Try again when there is room.",
  ]);
});
