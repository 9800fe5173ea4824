import type { Conditions } from "@/lib/core/conditions";
import { RoomkeeperError } from "@/lib/core/errors";
import { createGate } from "@/lib/core/gate";
import { LIMITS } from "@/lib/core/limits";
import type { RoomMetadata } from "@/lib/rooms/room";
import type { Context } from "@/lib/runtime/context";
import { appendRatings, type RatingsAppend } from "./append-ratings";
import { deleteNamedRoom } from "./delete-named-room";
import { restoreNamedRoom } from "./restore-named-room";
import type { SerializedRoom } from "./room";
import { saveRoom } from "./save-room";
import { takeBackRating } from "./take-back-rating";

/** One validated operation. */
export type BatchOperation = { conditions?: Conditions } & Operation;

type Operation =
  | { op: "save"; room: SerializedRoom }
  | ({ op: "rate" } & RatingsAppend)
  | { op: "takeBack"; name: string; mediaId: string; userName: string }
  | { op: "delete"; name: string }
  | { op: "restore"; name: string; createdAt: string };

/** The result of an operation, or the error with which it was refused. */
export type BatchOutcome =
  | { status: 200 | 201 | 204; metadata?: RoomMetadata; takenBack?: boolean }
  | { error: unknown };

interface IndexedOperation {
  index: number;
  operation: BatchOperation;
}

/**
 * Runs the operations of a batch: those of one room one after the other, those of different rooms at the same time. A refused operation
 * does not stop the others. Ratings of all rooms that wait at the same time share a statement (`createAppendQueue`). In a transaction, a
 * failure of the database is thrown and undoes everything; otherwise each operation succeeds or fails on its own.
 *
 * @returns the outcome of each operation, in the same order
 */
export async function runBatch(
  ctx: Context,
  input: { operations: readonly BatchOperation[] },
): Promise<BatchOutcome[]> {
  const outcomes: BatchOutcome[] = [];
  const pass = createGate(LIMITS.batchAtOnceMax);
  const failures: unknown[] = [];
  const settle = async ({ index, operation }: IndexedOperation, isQueued: boolean) => {
    const run = () => runOperation(ctx, operation);
    const outcome = isQueued ? run() : pass(() => waitForLane(ctx, operation, run));
    outcomes[index] = await outcome.catch((error) => {
      if (!(error instanceof RoomkeeperError)) failures.push(error);
      return { error };
    });
  };
  const work = async (queue: IndexedOperation[]) => {
    while (queue.length > 0) {
      const rates = queue.findIndex(({ operation }) => operation.op !== "rate");
      const together = queue.splice(0, rates === -1 ? queue.length : Math.max(rates, 1));
      const areRates = together[0]?.operation.op === "rate";
      await Promise.all(together.map((one) => settle(one, areRates)));
    }
  };
  await Promise.all(groupByRoom(input.operations).map(work));
  // The first error is the cause. Every later statement fails only because the transaction has failed.
  if (ctx.transaction && failures.length > 0) throw failures[0];
  return outcomes;
}

/** A write needs a connection, so it waits for the lane of writes. In a transaction it already has a connection. */
function waitForLane<T>(
  ctx: Context,
  operation: BatchOperation,
  run: () => Promise<T>,
): Promise<T> {
  const { actor, transaction } = ctx;
  if (transaction || actor.kind !== "token") return run();
  const alone = `${actor.spaceId}/${nameOf(operation)}`;
  return ctx.services.admission.run({ lane: "write", key: actor.chainId, alone }, run);
}

function nameOf(operation: BatchOperation): string {
  return operation.op === "save" ? operation.room.roomName : operation.name;
}

/** Groups the operations by room. Rooms are sorted by name, so that two transactions lock them in the same order. */
function groupByRoom(operations: readonly BatchOperation[]): IndexedOperation[][] {
  const queues = new Map<string, IndexedOperation[]>();
  operations.forEach((operation, index) => {
    const name = nameOf(operation);
    const queue = queues.get(name);
    if (queue) queue.push({ index, operation });
    else queues.set(name, [{ index, operation }]);
  });
  return [...queues].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, queue]) => queue);
}

async function runOperation(ctx: Context, operation: BatchOperation): Promise<BatchOutcome> {
  switch (operation.op) {
    case "save": {
      const saved = await saveRoom(ctx, operation);
      return { status: saved.created ? 201 : 200, metadata: saved.metadata };
    }
    case "rate":
      return { status: 200, metadata: await appendRatings(ctx, operation) };
    case "takeBack": {
      const { takenBack, metadata } = await takeBackRating(ctx, operation);
      return { status: 200, takenBack, metadata };
    }
    case "delete":
      await deleteNamedRoom(ctx, operation);
      return { status: 204 };
    case "restore":
      await restoreNamedRoom(ctx, operation);
      return { status: 204 };
  }
}
