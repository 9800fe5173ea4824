import type { Queryable } from "@/lib/db/queryable";
import type { Check } from "./check";

interface Facts {
  isStandby: boolean;
  isReadOnly: boolean;
  hasTable: boolean;
}

const READ_ONLY =
  "The database is set read-only: set default_transaction_read_only to off for the server, the database and its user.";

/** Why Postgres refuses a write, by error code. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const REFUSALS: Record<string, string> = {
  "25006": READ_ONLY,
  "42501":
    "The user of DATABASE_URL may not write to Roomkeeper's tables: make it their owner, or grant it all rights to them.",
  "53100": "There is no room left on the database's disk: make room there.",
};

/** Writes one small row, because a standby, a read-only database and a database on a full disk still answer reads. */
export const canWrite: Check = {
  part: "writing",
  async examine({ db }) {
    const { rows } = await db.query<Facts>(
      `select pg_is_in_recovery() as "isStandby",
         current_setting('transaction_read_only')::boolean as "isReadOnly",
         to_regclass('instance_check') is not null as "hasTable"`,
    );
    const [facts] = rows;
    if (facts?.isStandby) {
      return "The database is a standby and takes no writes: set DATABASE_URL to the primary, or promote it.";
    }
    if (facts?.isReadOnly) return READ_ONLY;
    return facts?.hasTable ? writeRow(db) : null;
  },
};

async function writeRow(db: Queryable): Promise<string | null> {
  try {
    await db.query(
      `insert into instance_check (id) values (1)
       on conflict (id) do update set written_at = clock_timestamp()`,
    );
    return null;
  } catch (error) {
    const said = REFUSALS[String((error as { code?: unknown }).code)];
    if (said) return said;
    throw error;
  }
}
