import { RoomkeeperError } from "@/lib/core/errors";
import { createSecretBox } from "@/lib/core/secret-box";
import { type BackupHeader, CHECK_PLACE } from "./backup-format";
import { openSecret } from "./passphrase";

/**
 * Finds the secrets that open the sealed values of a backup: those of the instance, or those in the backup, which a passphrase opens.
 * Throws `forbidden` if there are none, and says what to do.
 */
export async function findSecret(
  header: BackupHeader,
  given: { secrets: readonly string[]; passphrase?: string },
): Promise<{ secrets: readonly string[]; isBrought: boolean }> {
  if (opens(given.secrets, header)) return { secrets: given.secrets, isBrought: false };
  if (header.secret && given.passphrase !== undefined) {
    const brought = (await openSecret(header.secret, given.passphrase)).split(",");
    if (opens(brought, header)) {
      return { secrets: [...new Set([...brought, ...given.secrets])], isBrought: true };
    }
  }
  const way = header.secret
    ? "It came with the backup: name the variable that holds its passphrase with --passphrase-env NAME."
    : "Put the secrets.json of the backed-up instance into this one's DATA_DIR, or set ROOMKEEPER_SECRET to its secret.";
  throw new RoomkeeperError(
    "forbidden",
    `Room passwords in this backup are sealed with another secret than this instance has. ${way}`,
  );
}

function opens(secrets: readonly string[], header: BackupHeader): boolean {
  if (secrets.length === 0) return false;
  try {
    createSecretBox(secrets).open(header.check, CHECK_PLACE);
    return true;
  } catch {
    return false;
  }
}

/** Throws `forbidden` if a sealed value (in a column named `*_sealed`) cannot be opened with any of the secrets. */
export function requireKnownSeals(rows: readonly string[], secrets: readonly string[]): void {
  const box = createSecretBox(secrets);
  for (const row of rows) {
    if (!row.includes('_sealed"')) continue;
    for (const [column, value] of Object.entries(JSON.parse(row) as Record<string, unknown>)) {
      if (!column.endsWith("_sealed") || typeof value !== "string" || box.knows(value)) continue;
      throw new RoomkeeperError(
        "forbidden",
        "A value in this backup is sealed with a former secret that this instance does not have. Add it to ROOMKEEPER_SECRET behind a comma.",
      );
    }
  }
}
