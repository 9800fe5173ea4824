import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, expect, test, vi } from "vitest";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./embedded-postgres";

let postgres: EmbeddedPostgres | undefined;
let dataDir = "";
afterEach(async () => {
  vi.unstubAllEnvs();
  await postgres?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

test("an embedded Postgres that was made on a machine in New York uses UTC for every client", async () => {
  vi.stubEnv("TZ", "America/New_York");
  dataDir = await mkdtemp(path.join(tmpdir(), "roomkeeper-zone-"));
  postgres = await startEmbeddedPostgres(dataDir);
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  const { rows } = await client.query(
    "select current_setting('TimeZone') as zone, current_setting('log_timezone') as log",
  );
  await client.end();
  expect(rows).toEqual([{ zone: "UTC", log: "UTC" }]);
});
