import { mkdir } from "node:fs/promises";
import { startEmbeddedPostgres } from "./embedded-postgres";
import { env, provideEnv } from "./env";
import { migrate } from "./migrate";
import { keepSecret } from "./secrets";

export interface Home {
  databaseUrl: string;
  /** Stops the embedded Postgres when nobody else uses it; nothing else to stop otherwise. */
  close(): Promise<void>;
}

/**
 * Everything a server or a command needs before its first query: the data folder, the secret, a database (the embedded one
 * when DATABASE_URL is not set) at its newest migration. Puts what it made into the environment.
 */
export async function openHome(): Promise<Home> {
  const { dataDir, ownDatabaseUrl: given } = env();
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await keepSecret(dataDir);
  const postgres = given ? undefined : await startEmbeddedPostgres(dataDir);
  const databaseUrl = given ?? postgres?.url ?? "";
  try {
    await migrate(databaseUrl);
  } catch (error) {
    await postgres?.stop();
    throw error;
  }
  provideEnv({ DATABASE_URL: databaseUrl });
  return { databaseUrl, close: async () => postgres?.stop() };
}
