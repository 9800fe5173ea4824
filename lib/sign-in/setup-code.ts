import { createHash, randomInt } from "node:crypto";
import type { Services } from "@/lib/runtime/services";

/** Without I, L, O, U, 0 and 1, because people read the code in a console and type it on a phone. */
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
const PLACE = "setting.setup-code";
export const SETUP_KEY = "setup";

/** The stored setting: the hash to compare with, and the sealed code, which later starts print again. */
export interface SetupSetting {
  hash: string;
  sealed: string;
  claimedAt?: string;
  claimedBy?: string;
}

/** The hash of a typed code. Case, dashes and spaces are ignored. */
export function hashOfSetupCode(code: string): string {
  const plain = code.toUpperCase().replace(/[^A-Z0-9]/g, "");
  return createHash("sha256").update(`roomkeeper/setup/${plain}`).digest("base64url");
}

function newSetupCode(): string {
  const letters = Array.from({ length: 12 }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  return letters.replace(/(.{4})(?=.)/g, "$1-");
}

/** Whether an admin was claimed with the setup code already. */
export async function isSetUp(services: Services): Promise<boolean> {
  const setting = await readSetup(services);
  return setting?.claimedAt !== undefined;
}

export async function readSetup({
  pool,
}: Pick<Services, "pool">): Promise<SetupSetting | undefined> {
  const found = await pool.query<{ value: SetupSetting }>(
    "select value from setting where key = $1",
    [SETUP_KEY],
  );
  return found.rows[0]?.value;
}

/**
 * Returns the setup code (XXXX-XXXX-XXXX, 58 bits), which the start prints; null if it was used. It is made at the first start and stays
 * the same, unless the secret was replaced and it can no longer be opened.
 */
export async function ensureSetupCode(services: Services): Promise<string | null> {
  const { pool, secretBox } = services;
  const fresh = newSetupCode();
  const value = JSON.stringify({
    hash: hashOfSetupCode(fresh),
    sealed: secretBox.seal(fresh, PLACE),
  });
  await pool.query(
    "insert into setting (key, value) values ($1, $2::jsonb) on conflict (key) do nothing",
    [SETUP_KEY, value],
  );
  const setting = await readSetup(services);
  if (!setting || setting.claimedAt) return null;
  try {
    return secretBox.open(setting.sealed, PLACE);
  } catch {
    const kept = await pool.query(
      `update setting set value = $2::jsonb, updated_at = now()
       where key = $1 and value->>'claimedAt' is null and value->>'sealed' = $3`,
      [SETUP_KEY, value, setting.sealed],
    );
    return kept.rowCount === 1 ? fresh : ensureSetupCode(services);
  }
}
