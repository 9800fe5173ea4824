import { newId } from "@/lib/core/ids";
import { LIMITS } from "@/lib/core/limits";
import type { Queryable } from "@/lib/db/queryable";
import type { Services } from "@/lib/runtime/services";

/** A sent form: the route's path, the fields, and the page of the form. */
export interface SentForm {
  action: string;
  fields: Record<string, string | string[]>;
  returnTo: string;
}

/** A form that waits until its sender has signed in again, with the sender. */
export interface KeptChange extends SentForm {
  id: string;
  personId: string;
}

/**
 * Stores a form for a session that has ended. It replaces an earlier form of the session.
 * @returns false if the session is unknown or the form is too large
 */
export async function keepChange(
  { pool, secretBox }: Services,
  sessionId: string,
  form: SentForm,
): Promise<boolean> {
  const text = JSON.stringify(form);
  if (Buffer.byteLength(text) > LIMITS.keptChangeBytesMax) return false;
  const id = newId("kc");
  await pool.query("delete from kept_change where expires_at < now()");
  const kept = await pool.query(
    `insert into kept_change (session_id, id, change_sealed, expires_at)
     select id, $2, $3, now() + make_interval(mins => $4) from session where id = $1
     on conflict (session_id) do update set id = excluded.id, change_sealed = excluded.change_sealed,
       expires_at = excluded.expires_at`,
    [sessionId, id, secretBox.seal(text, placeOf(id)), LIMITS.keptChangeMinutes],
  );
  return kept.rowCount === 1;
}

/** The form that waits in a session, which may have ended; null if there is none. */
export async function readKeptChange(
  services: Services,
  sessionId: string,
): Promise<KeptChange | null> {
  const { rows } = await services.pool.query<Row>(`${SELECT} where kept.session_id = $1`, [
    sessionId,
  ]);
  return rows[0] ? opened(services, rows[0]) : null;
}

/**
 * Takes the form out of a session that has not ended, to carry it out. If two callers ask at once, only one gets it.
 * @returns a function that puts the form back if it could not be carried out; null if there is no form any more
 */
export async function takeKeptChange(
  { pool }: Services,
  input: { id: string; sessionId: string },
): Promise<{ putBack(): Promise<void> } | null> {
  const taken = await pool.query<{ change_sealed: string; expires_at: Date }>(
    `delete from kept_change where id = $1 and session_id = $2 and expires_at > now()
     returning change_sealed, expires_at`,
    [input.id, input.sessionId],
  );
  const [row] = taken.rows;
  if (!row) return null;
  return {
    async putBack() {
      await pool.query(
        `insert into kept_change (session_id, id, change_sealed, expires_at) values ($1, $2, $3, $4)
         on conflict do nothing`,
        [input.sessionId, input.id, row.change_sealed, row.expires_at],
      );
    },
  };
}

/** Deletes the form that waits in a session. */
export async function dropKeptChange({ pool }: Services, sessionId: string): Promise<void> {
  await pool.query("delete from kept_change where session_id = $1", [sessionId]);
}

/**
 * Moves the waiting form from this browser's former session to the new one if both belong to the same person; otherwise deletes it.
 * @param db the transaction of the sign-in
 */
export async function moveKeptChange(
  db: Queryable,
  input: { from: string | null; to: string },
): Promise<"kept" | "dropped" | null> {
  if (input.from === null) return null;
  const moved = await db.query(
    `update kept_change kept set session_id = new.id from session former, session new
     where kept.session_id = $1 and kept.expires_at > now() and former.id = $1 and new.id = $2
       and former.person_id = new.person_id`,
    [input.from, input.to],
  );
  if (moved.rowCount === 1) return "kept";
  const dropped = await db.query<{ waited: boolean }>(
    "delete from kept_change where session_id = $1 returning expires_at > now() as waited",
    [input.from],
  );
  return dropped.rows[0]?.waited ? "dropped" : null;
}

interface Row {
  id: string;
  person_id: string;
  change_sealed: string;
}

const SELECT = `select kept.id, session.person_id, kept.change_sealed from kept_change kept
  join session on session.id = kept.session_id and kept.expires_at > now()`;

function opened({ secretBox }: Services, row: Row): KeptChange | null {
  try {
    const text = secretBox.open(row.change_sealed, placeOf(row.id));
    return { ...(JSON.parse(text) as SentForm), id: row.id, personId: row.person_id };
  } catch {
    return null;
  }
}

function placeOf(id: string): string {
  return `kept_change.change/${id}`;
}
