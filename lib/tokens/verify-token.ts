import type pg from "pg";
import type { Actor } from "@/lib/core/actor";
import { RoomkeeperError } from "@/lib/core/errors";
import type { Services } from "@/lib/runtime/services";
import { hashToken, isWellFormedToken } from "./token";

export type TokenActor = Extract<Actor, { kind: "token" }>;

interface TokenRow {
  id: string;
  chain_id: string;
  space_id: string;
  label: string;
  hash: Buffer;
  scopes: string[];
  expired: boolean;
  revoked: boolean;
  /** Whether it was never used before. */
  is_first_use: boolean;
  /** Whether its last use was recorded more than a minute ago. */
  is_stale: boolean;
}

interface Waiting {
  hash: Buffer;
  resolve(row: TokenRow | undefined): void;
  reject(error: unknown): void;
}

const queues = new WeakMap<pg.Pool, Waiting[]>();

/**
 * Returns the actor of a token. Nothing is cached between requests, so that a revocation takes effect immediately on every instance.
 * Checks that arrive in the same turn of the event loop share one query, which is sent at the end of the turn. Throws `unauthorized` with
 * a message that says whether the token is unknown, revoked or expired.
 */
export async function verifyToken(
  { pool }: Pick<Services, "pool">,
  token: string,
): Promise<TokenActor> {
  if (!isWellFormedToken(token)) throw refusal("This is no token, or it was mistyped.");
  const row = await lookUp(pool, hashToken(token));
  if (!row) throw refusal("This token is not known here.");
  if (row.revoked) throw refusal("This token was revoked.");
  if (row.expired) throw refusal("This token has expired.");
  return {
    kind: "token",
    id: row.id,
    chainId: row.chain_id,
    name: row.label,
    spaceId: row.space_id,
    scopes: row.scopes,
  };
}

function refusal(message: string): RoomkeeperError {
  return new RoomkeeperError("unauthorized", message);
}

function lookUp(pool: pg.Pool, hash: Buffer): Promise<TokenRow | undefined> {
  return new Promise((resolve, reject) => {
    let queue = queues.get(pool);
    if (!queue) {
      queue = [];
      queues.set(pool, queue);
      setImmediate(() => flush(pool));
    }
    queue.push({ hash, resolve, reject });
  });
}

async function flush(pool: pg.Pool): Promise<void> {
  const batch = queues.get(pool) ?? [];
  queues.delete(pool);
  const hashes = new Map(batch.map(({ hash }) => [hash.toString("base64"), hash]));
  try {
    const { rows } = await pool.query<TokenRow>({
      name: "verify-tokens",
      text: `select id, chain_id, space_id, label, hash, scopes, coalesce(expires_at <= now(), false) as expired,
          revoked_at is not null as revoked, last_used_at is null as is_first_use,
          coalesce(last_used_at < now() - interval '1 minute', false) as is_stale
        from token where hash = any ($1::bytea[])`,
      values: [[...hashes.values()]],
    });
    const live = rows.filter(({ revoked, expired }) => !revoked && !expired);
    await recordFirstUses(pool, live);
    const found = new Map(rows.map((row) => [row.hash.toString("base64"), row]));
    for (const { hash, resolve } of batch) resolve(found.get(hash.toString("base64")));
    recordUse(pool, live);
  } catch (error) {
    for (const { reject } of batch) reject(error);
  }
}

/**
 * Records the first use of tokens before that request gets its reply, and ends the tokens that they replaced: a token that was rotated
 * without an overlap works until the new one is used once. It locks tokens in the order of their age, as every change of tokens does.
 * If the use cannot be recorded, the next use counts as the first.
 */
async function recordFirstUses(pool: pg.Pool, rows: TokenRow[]): Promise<void> {
  for (const { id } of rows.filter(({ is_first_use }) => is_first_use)) {
    await pool
      .query(
        `with recursive earlier as (
           select id, rotated_from from token where id = $1
           union select token.id, token.rotated_from from token join earlier on token.id = earlier.rotated_from
         ), locked as (
           select token.id from token
           where token.id in (select id from earlier) and (token.id = $1 or token.ends_at_first_use)
           order by token.created_at, token.id for update
         )
         update token set last_used_at = case when token.id = $1 then now() else token.last_used_at end,
           expires_at = case when token.id = $1 then token.expires_at else least(token.expires_at, now()) end
         from locked where token.id = locked.id`,
        [id],
      )
      .catch(() => {});
  }
}

/** Updates the time of the last use at most once a minute for each token. Requests do not wait for it. */
function recordUse(pool: pg.Pool, rows: TokenRow[]): void {
  const ids = rows.filter(({ is_stale }) => is_stale).map(({ id }) => id);
  if (ids.length === 0) return;
  pool
    .query(
      `update token set last_used_at = now() where id = any ($1::text[])
         and last_used_at < now() - interval '1 minute'`,
      [ids],
    )
    .catch(() => {});
}
