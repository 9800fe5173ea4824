import { createSecretBox } from "@/lib/core/secret-box";
import { ensureCanary } from "@/lib/health/canary";
import { requireSound } from "@/lib/health/examine";
import { readMigrationNames } from "@/lib/health/read-migration-names";
import { applyMigrations } from "./migrate";
import { withMigrationTurn } from "./migration-turn";
import { UtcClient } from "./utc-client";

/**
 * Examines the database, brings it to this version's schema, leaves the canary at the first start, and examines it again. Throws
 * one sentence for the operator when an instance could not serve on it. Instances that start together take turns.
 */
export async function prepareDatabase(options: {
  url: string;
  /** Newest first. */
  secrets: readonly string[];
  dataDir: string;
}): Promise<void> {
  const { url, secrets, dataDir } = options;
  const secretBox = createSecretBox(secrets);
  const migrations = await readMigrationNames();
  await withMigrationTurn(url, async () => {
    const db = new UtcClient({ connectionString: url, application_name: "roomkeeper start" });
    db.on("error", () => {});
    await db.connect();
    try {
      const subject = { db, secretBox, dataDir, migrations };
      await requireSound({ ...subject, isMigrated: false });
      await applyMigrations(url, process.cwd());
      await ensureCanary(db, secretBox);
      await requireSound({ ...subject, isMigrated: true });
    } finally {
      await db.end();
    }
  });
}
