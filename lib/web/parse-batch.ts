import { z } from "zod";
import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import { batchOperationSchema } from "@/lib/rooms/batch-schema";
import type { BatchOperation } from "@/lib/rooms/carry-out-batch";
import { isRoomName, parseSerializedRoom } from "@/lib/rooms/room-schema";
import { parseBody, parseRatingsAppend } from "./parse-body";

const envelope = z.strictObject({
  operations: z
    .array(z.looseObject({ op: z.string() }))
    .min(1)
    .max(LIMITS.batchOperationsMax),
});

const save = z.strictObject({ room: z.unknown() });
const named = z.object({ name: z.string() });

/**
 * Checks a batch. A malformed envelope is refused as a whole (`invalid_document`); an operation that cannot be carried out comes
 * back as its error, so that it stops no other.
 */
export function parseBatch(value: unknown): (BatchOperation | RoomkeeperError)[] {
  parseBody(envelope, value);
  const { operations } = value as { operations: Record<string, unknown>[] };
  return operations.map((operation) => {
    try {
      return parseOperation(operation);
    } catch (error) {
      if (error instanceof RoomkeeperError) return error;
      throw error;
    }
  });
}

function parseOperation({ op, ...given }: Record<string, unknown>): BatchOperation {
  if (op === "save") {
    parseBody(save, given);
    return { op, room: parseSerializedRoom(given.room) };
  }
  if (op === "rate") {
    const { name, ...body } = given;
    return { op, name: roomNameIn(name), ...parseRatingsAppend(body) };
  }
  const operation = parseBody(batchOperationSchema, { op, ...given });
  if (operation.op === "save" || operation.op === "rate") throw new Error("Parsed above.");
  return { ...operation, name: roomNameIn(operation.name) };
}

function roomNameIn(name: unknown): string {
  const text = typeof name === "string" ? name : parseBody(named, { name }).name;
  if (isRoomName(text)) return text;
  throw new RoomkeeperError("not_found", "There is no room of that name.");
}
