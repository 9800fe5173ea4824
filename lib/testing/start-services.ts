import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "@/lib/embedded-postgres/embedded-postgres";
import { migrate } from "@/lib/runtime/migrate";
import { startRedis } from "./start-redis";

declare module "vitest" {
  interface ProvidedContext {
    /** The address of the Redis of the test run. */
    redisUrl: string;
  }
}

/**
 * Starts one real Postgres and one real Redis for the whole test run, and migrates the database that each test file copies.
 */
export default async function startServices(project: TestProject) {
  const dataDir = await mkdtemp(path.join(tmpdir(), "roomkeeper-test-"));
  const postgres = await startEmbeddedPostgres(dataDir);
  await migrate(postgres.url);
  // The DATA_DIR that the tests' processes check. Workers get the environment of this process.
  process.env.DATA_DIR = await mkdtemp(path.join(tmpdir(), "roomkeeper-test-home-"));
  const home = process.env.DATA_DIR;
  const redis = await startRedis();
  project.provide("templateDatabaseUrl", postgres.url);
  project.provide("superuserUrl", postgres.superuserUrl);
  project.provide("redisUrl", redis.url);
  return async () => {
    await redis.remove();
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
    await rm(home, { recursive: true, force: true });
  };
}
