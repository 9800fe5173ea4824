import { LIMITS } from "@/lib/core/limits";
import type { Context } from "@/lib/runtime/context";

/** A mail that asks whether an address is right, and that is to be sent now. */
export interface ClaimedRequest {
  id: string;
  attempts: number;
  address: string;
}

/**
 * Decides at the moment of sending whether the mail is still wanted: its person is not banned, has asked for no other one since, and its
 * link has not ended. Then it counts as being sent. Returns null if it is not, or if another instance has it.
 */
export async function claimRequest(ctx: Context, id: string): Promise<ClaimedRequest | null> {
  const { pool } = ctx.services;
  const { rows } = await pool.query<ClaimedRequest>(
    `update address_request request set state = 'sending', attempts = attempts + 1,
       due_at = clock_timestamp() + make_interval(mins => $2)
     from person
     where request.id = $1 and request.state in ('pending', 'sending') and request.due_at <= clock_timestamp()
       and request.ends_at > clock_timestamp() and person.id = request.person_id and person.banned_at is null
     returning request.id, request.attempts, request.address`,
    [id, LIMITS.mailLostMinutes],
  );
  if (rows[0]) return rows[0];
  await pool.query(
    `update address_request request set state = 'failed', problem = 'The link has ended.' from person
     where request.id = $1 and person.id = request.person_id and request.state in ('pending', 'sending')
       and (request.ends_at <= clock_timestamp() or person.banned_at is not null)`,
    [id],
  );
  return null;
}

/** Records that the server took the mail. */
export async function recordRequestSent(ctx: Context, { id }: ClaimedRequest): Promise<void> {
  await ctx.services.pool.query(
    "update address_request set state = 'sent', problem = null where id = $1",
    [id],
  );
}

/**
 * Records that the server did not take the mail. The page of the account says why.
 * @param failure.retrySeconds null when there is no further attempt
 */
export async function recordRequestNotSent(
  ctx: Context,
  { id }: ClaimedRequest,
  failure: { problem: string; retrySeconds: number | null },
): Promise<void> {
  await ctx.services.pool.query(
    `update address_request set problem = $2, state = case when $3::float8 is null then 'failed' else 'pending' end,
       due_at = clock_timestamp() + make_interval(secs => coalesce($3, 0)) where id = $1`,
    [id, failure.problem, failure.retrySeconds],
  );
}
