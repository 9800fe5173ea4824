import { RoomkeeperError } from "@/lib/core/errors";
import type { SecretBox } from "@/lib/core/secret-box";
import type { Queryable } from "@/lib/db/queryable";

const PLACE = "instance_check.canary";
const CLEAR = "canary";

/** The columns with sealed values that stay; one value is enough to find out which secret sealed them. */
const SEALED = `
  select value from (
    (select password_sealed as value from room where password_sealed is not null limit 1) union all
    (select secret_sealed from webhook limit 1)) sealed`;

/** The message for an operator whose instance has a different secret from the one that seals this database. */
export const FOREIGN_SECRET =
  "This database is sealed with the secret of another instance: set ROOMKEEPER_SECRET to that instance's secret, " +
  "or copy its secrets.json into this DATA_DIR.";

/** The canary of this database, sealed; null when there is none yet. */
export async function readCanary(db: Queryable): Promise<string | null> {
  const found = await db.query<{ hasTable: boolean }>(
    `select to_regclass('instance_check') is not null as "hasTable"`,
  );
  if (!found.rows[0]?.hasTable) return null;
  const { rows } = await db.query<{ canary: string | null }>(
    "select canary_sealed as canary from instance_check where id = 1",
  );
  return rows[0]?.canary ?? null;
}

/** Whether one of this instance's secrets opens the canary. */
export function opensCanary(box: SecretBox, canary: string): boolean {
  try {
    return box.open(canary, PLACE) === CLEAR;
  } catch {
    return false;
  }
}

/**
 * Stores a canary in the database at the first start: a value that is sealed with this instance's secret. If several instances start
 * at once, the first one's canary stays. If a newer secret comes before the one that sealed the canary, the canary is sealed again
 * with the newer one. Throws `unavailable` if the values in the database are sealed with a secret that this instance does not have.
 */
export async function ensureCanary(db: Queryable, box: SecretBox): Promise<void> {
  const before = await readCanary(db);
  if (before === null) await requireKnownSeals(db, box);
  const fresh = box.seal(CLEAR, PLACE);
  const { rows } = await db.query<{ canary: string | null }>(
    `insert into instance_check (id, canary_sealed) values (1, $1) on conflict (id) do update
       set canary_sealed = coalesce(instance_check.canary_sealed, excluded.canary_sealed)
     returning canary_sealed as canary`,
    [fresh],
  );
  const canary = rows[0]?.canary ?? "";
  if (!opensCanary(box, canary)) throw new RoomkeeperError("unavailable", FOREIGN_SECRET);
  if (keyOf(canary) !== keyOf(fresh)) {
    await db.query(
      "update instance_check set canary_sealed = $1 where id = 1 and canary_sealed = $2",
      [fresh, canary],
    );
  }
}

/** Takes the canary out of a database that has no other sealed value, so that the next start may bring another secret. */
export async function forgetCanary(db: Queryable): Promise<void> {
  if (await holdsSeals(db)) return;
  await db.query("update instance_check set canary_sealed = null where id = 1");
}

/** Whether the database already contains sealed values, so that a new secret cannot be used. */
export async function isSealed(db: Queryable): Promise<boolean> {
  if ((await readCanary(db)) !== null) return true;
  const found = await db.query<{ hasTables: boolean }>(
    `select to_regclass('webhook') is not null as "hasTables"`,
  );
  if (!found.rows[0]?.hasTables) return false;
  return holdsSeals(db);
}

async function holdsSeals(db: Queryable): Promise<boolean> {
  const { rowCount } = await db.query(SEALED);
  return rowCount !== 0;
}

/** Used while there is no canary: a database of an older version may contain values that another instance's secret sealed. */
async function requireKnownSeals(db: Queryable, box: SecretBox): Promise<void> {
  const { rows } = await db.query<{ value: string }>(SEALED);
  if (rows.every(({ value }) => box.knows(value))) return;
  throw new RoomkeeperError("unavailable", FOREIGN_SECRET);
}

/** A sealed text begins with the version and the key's id. */
function keyOf(sealed: string): string {
  return sealed.split(".", 2).join(".");
}
