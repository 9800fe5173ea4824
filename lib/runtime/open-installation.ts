import { chmod, mkdir, readdir, stat } from "node:fs/promises";
import path from "node:path";
import { RoomkeeperError } from "@/lib/core/errors";
import { UtcClient } from "@/lib/db/utc-client";
import { startEmbeddedPostgres } from "@/lib/embedded-postgres/embedded-postgres";
import { explainFolder } from "@/lib/embedded-postgres/explain-postgres";
import { FOREIGN_SECRET, isSealed } from "@/lib/examination/canary";
import { checkDatabase } from "./check-database";
import { env, provideEnv } from "./env";
import { prepareDatabase } from "./prepare-database";
import { makeSecret, readSecret, requireNoDatabase } from "./secrets";

export interface Installation {
  databaseUrl: string;
  /** Stops the embedded Postgres, if there is one and no other process uses it. */
  close(): Promise<void>;
}

/**
 * Prepares what a server or a command needs before its first query: the data folder, the secret, and a checked database with all
 * migrations. Without DATABASE_URL it starts the embedded Postgres. Sets environment variables for what it made. With `makes: false` it
 * creates no embedded database and no folder, but throws `unavailable` if they are missing.
 */
export async function openInstallation({ makes = true } = {}): Promise<Installation> {
  const { dataDir, ownDatabaseUrl: given, databaseDirectUrl } = env();
  const directUrl = given ? databaseDirectUrl : undefined;
  if (!given && !makes) await requireDatabase(dataDir);
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await closeToOthers(dataDir);
    await readSecret(dataDir);
    if (!given && env().secrets.length === 0) await requireNoDatabase(dataDir);
  } catch (error) {
    throw explainFolder(error, dataDir);
  }
  if (given) await checkDatabase(given);
  if (directUrl) await checkDatabase(directUrl, "DATABASE_DIRECT_URL");
  const postgres = given ? undefined : await startEmbeddedPostgres(dataDir);
  const databaseUrl = given ?? postgres?.url ?? "";
  try {
    if (env().secrets.length === 0) await makeFirstSecret(databaseUrl, dataDir);
    provideEnv({ DATABASE_URL: databaseUrl });
    await prepareDatabase({ url: databaseUrl, directUrl, secrets: env().secrets, dataDir });
  } catch (error) {
    await postgres?.stop();
    throw error;
  }
  return { databaseUrl, close: async () => postgres?.stop() };
}

async function requireDatabase(dataDir: string): Promise<void> {
  const isThere = await stat(path.join(dataDir, "postgres")).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (isThere) return;
  throw new RoomkeeperError(
    "unavailable",
    `There is no database of Roomkeeper in ${dataDir}: name the folder that has yours (DATA_DIR=path/to/data) or the database itself ` +
      "(DATABASE_URL=postgres://…), or start the app first (npm start).",
  );
}

/**
 * Makes the data folder and its files private, because an older version or an unpacked archive may have left them readable for others. If
 * they belong to another user, nothing changes.
 */
async function closeToOthers(dataDir: string): Promise<void> {
  await chmod(dataDir, 0o700).catch(() => {});
  const files = (await readdir(dataDir)).filter((name) => name.endsWith(".json"));
  for (const name of files) await chmod(path.join(dataDir, name), 0o600).catch(() => {});
}

/** Makes a secret, but only if the database contains no sealed values. */
async function makeFirstSecret(databaseUrl: string, dataDir: string): Promise<void> {
  const db = new UtcClient({ connectionString: databaseUrl, application_name: "roomkeeper start" });
  db.on("error", () => {});
  await db.connect();
  try {
    if (await isSealed(db)) throw new RoomkeeperError("unavailable", FOREIGN_SECRET);
  } finally {
    await db.end();
  }
  try {
    await makeSecret(dataDir);
  } catch (error) {
    throw explainFolder(error, dataDir);
  }
}
