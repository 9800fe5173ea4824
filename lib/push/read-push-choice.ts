import { requirePerson } from "@/lib/core/person-policy";
import type { Context } from "@/lib/runtime/context";
import { readPushKey } from "./push-key";

/** Which browsers of the caller get push messages. */
export interface PushChoice {
  /** The installation's public key, which a browser needs to subscribe. */
  publicKey: string;
  browsers: { id: string; isThis: boolean; userAgent: string | null }[];
}

/** @param input.sessionId the caller's session in this browser */
export async function readPushChoice(
  ctx: Context,
  input: { sessionId: string },
): Promise<PushChoice> {
  const { id } = requirePerson(ctx.actor);
  const { publicKey } = await readPushKey(ctx);
  const { rows } = await ctx.services.pool.query<PushChoice["browsers"][number]>(
    `select push_subscription.id, session.id = $2 as "isThis", session.user_agent as "userAgent"
     from push_subscription join session on session.id = push_subscription.session_id
     where push_subscription.person_id = $1 and session.revoked_at is null and session.expires_at > now()
     order by push_subscription.made_at`,
    [id, input.sessionId],
  );
  return { publicKey, browsers: rows };
}
