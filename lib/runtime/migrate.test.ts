import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase } from "@/lib/testing/fresh-database";
import { migrate } from "./migrate";

let database: Awaited<ReturnType<typeof freshDatabase>>;
beforeAll(async () => {
  database = await freshDatabase();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query("drop schema public cascade; create schema public");
  await client.end();
});
afterAll(() => database.drop());

test("instances that start together apply every migration once", async () => {
  const runs = await Promise.all([1, 2, 3].map(() => migrate(database.url)));
  const applied = runs.flat();
  expect(applied.length).toBeGreaterThan(1);
  expect(new Set(applied).size).toBe(applied.length);
  expect(await migrate(database.url)).toEqual([]);
});
