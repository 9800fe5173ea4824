import { counted } from "@/lib/core/counted";
import { type ErrorCode, RoomkeeperError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { LIMITS } from "@/lib/core/limits";
import type { Context } from "@/lib/runtime/context";
import { deleteRoom } from "./delete-room";
import { expireRoom } from "./expire-room";
import type { ExtensionDays } from "./expiry";
import { extendRoom } from "./extend-room";
import { purgeRoom } from "./purge-room";
import { restoreRoom } from "./restore-room";

export const BULK_ACTIONS = ["extend", "expire", "delete", "restore", "purge"] as const;
export type BulkAction = (typeof BULK_ACTIONS)[number];

/** The result of a bulk change: how many rooms were changed, and how many were refused with each code. */
export interface BulkOutcome {
  /** The id with which `undoBulk` undoes the change. Null if it cannot be undone or changed nothing. */
  bulk: string | null;
  done: number;
  refused: { code: ErrorCode; count: number }[];
}

/** How many rooms are changed at the same time. It is small, so that other requests get connections too. */
const AT_ONCE = 4;

/**
 * Makes the same change to many rooms. Each room has its own transaction and audit row, so a refused room does not stop the others.
 * Throws `invalid_request` for more than `LIMITS.bulkRoomsMax` rooms.
 */
export async function changeRooms(
  ctx: Context,
  input: { action: BulkAction; roomIds: readonly string[]; days?: ExtensionDays },
): Promise<BulkOutcome> {
  const roomIds = [...new Set(input.roomIds)];
  if (roomIds.length > LIMITS.bulkRoomsMax) {
    throw new RoomkeeperError(
      "invalid_request",
      `At most ${counted(LIMITS.bulkRoomsMax, "room")} at a time.`,
    );
  }
  const bulk = newId("bk");
  const codes = await changeEach(roomIds, (roomId) => changeOne(ctx, { ...input, roomId, bulk }));
  const outcome = outcomeOf(codes);
  return { ...outcome, bulk: input.action === "purge" || outcome.done === 0 ? null : bulk };
}

function changeOne(
  ctx: Context,
  input: { action: BulkAction; roomId: string; days?: ExtensionDays; bulk: string },
): Promise<unknown> {
  const { action, roomId, bulk, days = 7 } = input;
  switch (action) {
    case "extend":
      return extendRoom(ctx, { roomId, days, bulk });
    case "expire":
      return expireRoom(ctx, { roomId, bulk });
    case "delete":
      return deleteRoom(ctx, { roomId, bulk });
    case "restore":
      return restoreRoom(ctx, { roomId, bulk });
    case "purge":
      return purgeRoom(ctx, { roomId, bulk });
  }
}

/**
 * Runs `change` for each item, a few at the same time. Resolves with the code of the refusal for each item, or null if it succeeded.
 * Throws unexpected errors.
 */
export async function changeEach<T>(
  items: readonly T[],
  change: (item: T) => Promise<unknown>,
): Promise<(ErrorCode | null)[]> {
  const codes: (ErrorCode | null)[] = [];
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < items.length; at = next++) {
      codes[at] = await change(items[at] as T).then(
        () => null,
        (error: unknown) => {
          if (error instanceof RoomkeeperError) return error.code;
          throw error;
        },
      );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return codes;
}

/** Counts the results of `changeEach`. */
export function outcomeOf(codes: readonly (ErrorCode | null)[]): Omit<BulkOutcome, "bulk"> {
  const counts = new Map<ErrorCode, number>();
  for (const code of codes) if (code) counts.set(code, (counts.get(code) ?? 0) + 1);
  return {
    done: codes.filter((code) => code === null).length,
    refused: [...counts].map(([code, count]) => ({ code, count })),
  };
}
