import { actorColumns } from "@/lib/audit/actor-columns";
import { RoomkeeperError } from "@/lib/core/errors";
import { retryConflicts } from "@/lib/db/database-failure";
import { refuseWrite } from "@/lib/match/refuse-write";
import type { Context } from "@/lib/runtime/context";
import { requireScope } from "@/lib/tokens/token-policy";
import { type LeaseRow, leaseOf, type RoomLease } from "./lease";

export interface LeaseHold {
  name: string;
  instance: string;
  connections: number;
  ttlSeconds: number;
  take: boolean;
}

interface Held extends LeaseRow {
  verdict: "held" | "taken" | "lease_held" | "gone" | "not_found";
  reason: string | null;
}

/** When an instance takes over the lease of another instance, the same statement writes an audit row. Renewals are not audited. */
const HOLD = `
  with held as (
    select * from hold_room_lease($1, $2, $3, $4, $5, $6)
  ), audited as (
    insert into audit_entry (actor_kind, actor_id, actor_name, request_id, action, outcome, space_id, room_id, room_name,
      owner_id, detail)
    select $7, $8, $9, $10, 'room.take-lease', 'done', $1, room_id, $2, owner_id,
      jsonb_build_object('instance', instance, 'from', was_held_by)
    from held where verdict = 'taken'
  )
  select verdict, reason, instance, connections, held_since, renewed_at, expires_at from held`;

/**
 * Takes or renews the lease of an open room for an instance of a game server, for `ttlSeconds` by the database's clock. Of many
 * concurrent requests exactly one gets it. The room's version does not change and there is no event; while people are connected, the room
 * counts as in use and its quiet period does not start. Throws `lease_held` if another instance holds the lease and `take` is false, and
 * `gone` or `not_found`.
 */
export async function holdLease(ctx: Context, input: LeaseHold): Promise<RoomLease> {
  const spaceId = requireScope(ctx.actor, "rooms:write");
  const { name, instance, connections, ttlSeconds, take } = input;
  const { rows } = await retryConflicts(() =>
    ctx.services.pool.query<Held>({
      name: "hold-lease",
      text: HOLD,
      values: [
        ...[spaceId, name, instance, connections, ttlSeconds, take],
        ...actorColumns(ctx.actor),
        ctx.requestId,
      ],
    }),
  );
  const [held] = rows;
  if (!held) throw new Error("The database returned no verdict for a lease.");
  if (held.verdict === "lease_held") {
    const until = held.expires_at.toISOString();
    throw new RoomkeeperError(
      "lease_held",
      `The instance “${held.instance}” holds this room until ${until}.`,
    );
  }
  if (held.verdict === "gone" || held.verdict === "not_found") {
    throw refuseWrite({ verdict: held.verdict, reason: held.reason });
  }
  return leaseOf(held, held.renewed_at);
}
