import type { PoolClient } from "pg";
import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import type { Context } from "@/lib/runtime/context";
import { asOne } from "@/lib/runtime/transaction";

/** A reply as it leaves, or as it left before. */
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
  /** The reply holds a secret: that it was given is remembered, the reply is not. */
  repliesSecret?: boolean;
}

interface StoredReply {
  fingerprint: Buffer;
  status: number;
  headers: Record<string, string>;
  body: string | null;
}

/** Nulls stand in the place of a reply that is not stored. */
type Found = (StoredReply | Record<keyof StoredReply, null>) & { held: boolean; is_old: boolean };

/** Stands in `status` where the reply itself must not be kept. */
const NOT_KEPT = 0;

/**
 * Carries a token's request out once for each key, and gives the first reply again to every other that bears the same key. The
 * reply is stored in the transaction of what was done: both are there, or neither. What is refused is not remembered.
 * Throws `idempotency_in_progress` while the first is under way, `idempotency_mismatch` for another request under the key, and
 * `conflict` for one that was carried out but whose reply was a secret.
 */
export async function doOnce(
  ctx: Context,
  request: OnceRequest,
  work: (ctx: Context) => Promise<FinishedReply>,
): Promise<FinishedReply> {
  if (ctx.actor.kind !== "token") throw new Error("Only a token's request is done once.");
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
 * What is stored under the key and is not too old. Whoever holds the lock is the one that is at it; a reply that was committed between the look and
 * the lock makes the insert fail, which runs the whole transaction again.
 */
async function readStored(db: PoolClient, tokenId: string, key: string) {
  const { rows } = await db.query<Found>({
    name: "read-kept-reply",
    text: `select pg_try_advisory_xact_lock(hashtextextended('idempotency/' || $1 || '/' || $2, 20261126)) as held,
        k.fingerprint, k.status, k.headers, k.body,
        coalesce(k.created_at <= now() - make_interval(days => $3), false) as is_old
      from (select 1) one left join idempotency_key k on k.token_id = $1 and k.key = $2`,
    values: [tokenId, key, LIMITS.idempotencyDays],
  });
  const [found] = rows;
  if (!found?.held) {
    throw new RoomkeeperError(
      "idempotency_in_progress",
      "A request with this Idempotency-Key is under way. Ask again in a moment for its reply.",
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
      "Another request was made with this Idempotency-Key. A new request needs a new key.",
    );
  }
  if (stored.status === NOT_KEPT) {
    const message = "This was carried out before. Its reply held a secret and was not kept.";
    throw new RoomkeeperError("conflict", message);
  }
  const { status, headers, body } = stored;
  return { status, headers, body, isReplay: true };
}
