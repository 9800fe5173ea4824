import { mkdir } from "node:fs/promises";
import { checkDatabase } from "./check-database";
import { startEmbeddedPostgres } from "./embedded-postgres";
import { env, provideEnv } from "./env";
import { migrate } from "./migrate";
import { explainFolder } from "./postgres-words";
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
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await keepSecret(dataDir);
  } catch (error) {
    throw explainFolder(error, dataDir);
  }
  if (given) await checkDatabase(given);
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
