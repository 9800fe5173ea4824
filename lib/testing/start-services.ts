import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "@/lib/wire/embedded-postgres";
import { migrate } from "@/lib/wire/migrate";

/** Starts one real Postgres for the whole test run and migrates the database that each test file copies. */
export default async function startServices(project: TestProject) {
  const dataDir = await mkdtemp(path.join(tmpdir(), "roomkeeper-test-"));
  const postgres = await startEmbeddedPostgres(dataDir);
  await migrate(postgres.url);
  project.provide("templateDatabaseUrl", postgres.url);
  return async () => {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
