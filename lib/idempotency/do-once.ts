import type { PoolClient } from "pg";
import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import type { Context } from "@/lib/runtime/context";
import { asOne } from "@/lib/runtime/transaction";

/** A reply, new or stored. */
export interface FinishedReply {
  status: number;
  headers: Record<string, string>;
  /** JSON; null for none. */
  body: string | null;
  isReplay: boolean;
}

export interface OnceRequest {
  key: string;
  /** Equal for equal requests. */
  fingerprint: Buffer;
  /** Whether the reply contains a secret. Such a reply is not stored; only the fact that there was one is. */
  repliesSecret?: boolean;
}

interface StoredReply {
  fingerprint: Buffer;
  status: number;
  headers: Record<string, string>;
  body: string | null;
}

/** The columns of the reply are null if there is no stored reply. */
type Found = (StoredReply | Record<keyof StoredReply, null>) & { held: boolean; is_old: boolean };

/** The value of `status` if the reply must not be stored. */
const NOT_KEPT = 0;

/**
 * Processes a token's request once for each key. Repeated requests with the same key get the stored reply. The reply is stored in the
 * same transaction as the changes. Refusals are not stored. Throws `idempotency_in_progress` while the first request is in progress,
 * `idempotency_mismatch` for a different request with the same key, and `conflict` if the request was processed but its reply contained a
 * secret.
 */
export async function doOnce(
  ctx: Context,
  request: OnceRequest,
  work: (ctx: Context) => Promise<FinishedReply>,
): Promise<FinishedReply> {
  if (ctx.actor.kind !== "token")
    throw new Error("Only requests of tokens can have an idempotency key.");
  const tokenId = ctx.actor.id;
  return asOne(ctx, async (shared) => {
    const { db } = shared.transaction;
    const stored = await readStored(db, tokenId, request.key);
    if (stored) return replay(stored, request);
    const reply = await work(shared);
    await db.query({
      name: "keep-reply",
      text: `insert into idempotency_key (token_id, key, fingerprint, status, headers, body)
        values ($1, $2, $3, $4, $5, $6)`,
      values: [
        tokenId,
        request.key,
        request.fingerprint,
        request.repliesSecret ? NOT_KEPT : reply.status,
        request.repliesSecret ? "{}" : JSON.stringify(reply.headers),
        request.repliesSecret ? null : reply.body,
      ],
    });
    return reply;
  });
}

/**
 * Reads the reply that is stored under the key and is not too old. The holder of the lock processes the request. If a reply was committed
 * after the read and before the lock, the insert fails and the transaction runs again.
 */
async function readStored(db: PoolClient, tokenId: string, key: string) {
  const { rows } = await db.query<Found>({
    name: "read-kept-reply",
    text: `select pg_try_advisory_xact_lock(hashtextextended('idempotency/' || $1 || '/' || $2, 20261126)) as held,
        key.fingerprint, key.status, key.headers, key.body,
        coalesce(key.created_at <= now() - make_interval(days => $3), false) as is_old
      from (select 1) one left join idempotency_key key on key.token_id = $1 and key.key = $2`,
    values: [tokenId, key, LIMITS.idempotencyDays],
  });
  const [found] = rows;
  if (!found?.held) {
    throw new RoomkeeperError(
      "idempotency_in_progress",
      "The first request with this Idempotency-Key is still running. Repeat the request after Retry-After.",
      { retryAfterSeconds: 1 },
    );
  }
  if (found.is_old) {
    await db.query("delete from idempotency_key where token_id = $1 and key = $2", [tokenId, key]);
    return null;
  }
  return found.fingerprint === null ? null : found;
}

function replay(stored: StoredReply, request: OnceRequest): FinishedReply {
  if (!stored.fingerprint.equals(request.fingerprint)) {
    throw new RoomkeeperError(
      "idempotency_mismatch",
      "This Idempotency-Key was used for a different request. Use a new key.",
    );
  }
  if (stored.status === NOT_KEPT) {
    const message =
      "The request was processed before. Its reply contained a secret, so it was not stored.";
    throw new RoomkeeperError("conflict", message);
  }
  const { status, headers, body } = stored;
  return { status, headers, body, isReplay: true };
}
