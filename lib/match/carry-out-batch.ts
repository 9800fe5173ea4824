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

/** One checked operation. */
export type BatchOperation = { conditions?: Conditions } & Operation;

type Operation =
  | { op: "save"; room: SerializedRoom }
  | ({ op: "rate" } & RatingsAppend)
  | { op: "takeBack"; name: string; mediaId: string; userName: string }
  | { op: "delete"; name: string }
  | { op: "restore"; name: string; createdAt: string };

/** What became of an operation, or what it was refused with. */
export type BatchOutcome =
  | { status: 200 | 201 | 204; metadata?: RoomMetadata; takenBack?: boolean }
  | { error: unknown };

interface Numbered {
  index: number;
  operation: BatchOperation;
}

/**
 * Carries operations out: those of one room in their order, rooms side by side. One that is refused stops no other. Ratings of
 * all rooms that wait at the same moment share a statement (`createAppendQueue`). Within a transaction all of it happens or
 * nothing, and a failure of the database is thrown; otherwise each operation is acknowledged on its own.
 *
 * @returns the outcome of each operation, in the order given
 */
export async function carryOutBatch(
  ctx: Context,
  input: { operations: readonly BatchOperation[] },
): Promise<BatchOutcome[]> {
  const outcomes: BatchOutcome[] = [];
  const pass = createGate(LIMITS.batchAtOnceMax);
  const failures: unknown[] = [];
  const settle = async ({ index, operation }: Numbered, isQueued: boolean) => {
    const run = () => carryOut(ctx, operation);
    const outcome = isQueued ? run() : pass(() => inLine(ctx, operation, run));
    outcomes[index] = await outcome.catch((error) => {
      if (!(error instanceof RoomkeeperError)) failures.push(error);
      return { error };
    });
  };
  const work = async (line: Numbered[]) => {
    while (line.length > 0) {
      const rates = line.findIndex(({ operation }) => operation.op !== "rate");
      const together = line.splice(0, rates === -1 ? line.length : Math.max(rates, 1));
      const areRates = together[0]?.operation.op === "rate";
      await Promise.all(together.map((one) => settle(one, areRates)));
    }
  };
  await Promise.all(linesByRoom(input.operations).map(work));
  // The first one tells why; every later statement of a failed transaction fails for that alone.
  if (ctx.transaction && failures.length > 0) throw failures[0];
  return outcomes;
}

/** A write waits for its turn because it holds a connection. Within a transaction it already has one. */
function inLine<T>(ctx: Context, operation: BatchOperation, run: () => Promise<T>): Promise<T> {
  const { actor, transaction } = ctx;
  if (transaction || actor.kind !== "token") return run();
  const alone = `${actor.spaceId}/${nameOf(operation)}`;
  return ctx.services.admission.run({ lane: "write", key: actor.familyId, alone }, run);
}

function nameOf(operation: BatchOperation): string {
  return operation.op === "save" ? operation.room.roomName : operation.name;
}

/** The operations of each room. Rooms in order of their names, so that two transactions hold them in the same order. */
function linesByRoom(operations: readonly BatchOperation[]): Numbered[][] {
  const lines = new Map<string, Numbered[]>();
  operations.forEach((operation, index) => {
    const name = nameOf(operation);
    const line = lines.get(name);
    if (line) line.push({ index, operation });
    else lines.set(name, [{ index, operation }]);
  });
  return [...lines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
}

async function carryOut(ctx: Context, operation: BatchOperation): Promise<BatchOutcome> {
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
