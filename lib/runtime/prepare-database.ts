import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import { createSecretBox } from "@/lib/core/secret-box";
import { detectConnectionMode } from "@/lib/db/connection-mode";
import { UtcClient } from "@/lib/db/utc-client";
import { limitRole } from "@/lib/embedded-postgres/limit-role";
import { ensureCanary } from "@/lib/examination/canary";
import { requireSound } from "@/lib/examination/examine";
import { readMigrationNames } from "@/lib/examination/read-migration-names";
import { applyMigrations } from "./migrate";
import { withMigrationLock } from "./migration-lock";

/**
 * Checks the database, migrates it to this version's schema, stores the canary at the first start, and checks it again. Throws one
 * sentence for the operator if the instance could not serve requests with it. Instances that start together take turns.
 */
export async function prepareDatabase(options: {
  url: string;
  /** The address of the same database without a pooler; migrations use it. */
  directUrl?: string | undefined;
  /** The secrets, newest first. */
  secrets: readonly string[];
  dataDir: string;
}): Promise<void> {
  const { url, directUrl, secrets, dataDir } = options;
  const way = await detectConnectionMode(url, LIMITS.startWaitMs);
  if (directUrl !== undefined) await requireDirect(directUrl);
  const secretBox = createSecretBox(secrets);
  const migrations = await readMigrationNames();
  const migrationUrl = directUrl ?? url;
  await withMigrationLock(migrationUrl, async () => {
    const db = new UtcClient({ connectionString: url, application_name: "roomkeeper start" });
    db.on("error", () => {});
    await db.connect();
    try {
      const subject = { db, secretBox, dataDir, migrations };
      await requireSound({ ...subject, isMigrated: false });
      await applyMigrations(migrationUrl, process.cwd());
      await ensureCanary(db, secretBox);
      if (way === "pooled") await limitRole(db);
      await requireSound({ ...subject, isMigrated: true });
    } finally {
      await db.end();
    }
  });
}

async function requireDirect(url: string): Promise<void> {
  if ((await detectConnectionMode(url, LIMITS.startWaitMs)) === "direct") return;
  throw new RoomkeeperError(
    "unavailable",
    "DATABASE_DIRECT_URL leads to a pooler too: set it to the address of Postgres itself, or leave it out.",
  );
}
