import {
  type Conditions,
  conditionError,
  failedCondition,
  isConditional,
  tagOf,
} from "@/lib/core/conditions";
import type { Context, OpenTransaction } from "@/lib/runtime/context";
import { asOne } from "@/lib/runtime/transaction";
import { type HeldRoom, holdMatchRoom, type RoomAsked } from "./hold-room-sql";

export interface GuardedWork {
  conditions: Conditions | undefined;
  /** The room that the conditions apply to. */
  room: RoomAsked;
  /**
   * Whether the operation would be refused anyway, for a reason other than its body. Then the reply gives that reason and not the
   * condition (RFC 9110, section 13.2.1).
   */
  isRefusedAnyway(held: HeldRoom | null): boolean;
}

/**
 * Carries out an operation if the conditions of its request are met. Check and operation share one transaction that locks the room's
 * name and row, so that no other write happens in between. Throws `precondition_failed`.
 */
export async function underConditions<T>(
  ctx: Context,
  { conditions, room, isRefusedAnyway }: GuardedWork,
  carryOut: (ctx: Context) => Promise<T>,
): Promise<T> {
  if (!isConditional(conditions)) return carryOut(ctx);
  return holding(ctx, room, async (shared, held) => {
    const failed = failedCondition(conditions, held && tagOf(held));
    if (failed && !isRefusedAnyway(held)) throw conditionError(failed);
    return carryOut(shared);
  });
}

/** For operations on an open room that is not locked. */
export function isRefusedAnyway(held: HeldRoom | null): boolean {
  return held === null || held.locked;
}

/** Runs `work` in a transaction that locks a room, or its name if there is no room. */
export async function holding<T>(
  ctx: Context,
  room: RoomAsked,
  work: (ctx: Context, held: HeldRoom | null) => Promise<T>,
): Promise<T> {
  const run = async (shared: Context & { transaction: OpenTransaction }) =>
    work(shared, await holdMatchRoom(shared.transaction.db, room));
  const { transaction } = ctx;
  return transaction ? run({ ...ctx, transaction }) : asOne(ctx, run);
}
