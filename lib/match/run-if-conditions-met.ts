import {
  type Conditions,
  conditionError,
  failedCondition,
  isConditional,
  tagOf,
} from "@/lib/core/conditions";
import type { Context, OpenTransaction } from "@/lib/runtime/context";
import { asOne } from "@/lib/runtime/transaction";
import { type CurrentRoom, type RoomSelector, readMatchRoomForUpdate } from "./room-for-update-sql";

export interface ConditionalWork {
  conditions: Conditions | undefined;
  /** The room that the conditions apply to. */
  room: RoomSelector;
  /**
   * Whether the operation would be refused anyway, for a reason other than its body. If so, the reply contains that reason and not the
   * failed condition (RFC 9110, section 13.2.1).
   */
  isRefusedAnyway(current: CurrentRoom | null): boolean;
}

/**
 * Runs an operation if the conditions of its request are met. Check and operation share one transaction that locks the room's name and
 * row, so that no other write happens in between. Throws `precondition_failed`.
 */
export async function runIfConditionsMet<T>(
  ctx: Context,
  { conditions, room, isRefusedAnyway }: ConditionalWork,
  carryOut: (ctx: Context) => Promise<T>,
): Promise<T> {
  if (!isConditional(conditions)) return carryOut(ctx);
  return withRoomForUpdate(ctx, room, async (shared, current) => {
    const failed = failedCondition(conditions, current && tagOf(current));
    if (failed && !isRefusedAnyway(current)) throw conditionError(failed);
    return carryOut(shared);
  });
}

/** The `isRefusedAnyway` of operations that need an open, unlocked room. */
export function isRefusedAnyway(current: CurrentRoom | null): boolean {
  return current === null || current.locked;
}

/** Runs `work` in a transaction that has locked the room's name and, if there is a room, its row. */
export async function withRoomForUpdate<T>(
  ctx: Context,
  room: RoomSelector,
  work: (ctx: Context, current: CurrentRoom | null) => Promise<T>,
): Promise<T> {
  const run = async (shared: Context & { transaction: OpenTransaction }) =>
    work(shared, await readMatchRoomForUpdate(shared.transaction.db, room));
  const { transaction } = ctx;
  return transaction ? run({ ...ctx, transaction }) : asOne(ctx, run);
}
