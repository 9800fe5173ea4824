import { z } from "zod";
import type { Conditions } from "@/lib/core/conditions";
import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import { batchOperationSchema } from "@/lib/match/batch-schema";
import { isRoomName, parseSerializedRoom } from "@/lib/match/room-schema";
import type { BatchOperation } from "@/lib/match/run-batch";
import { readTags } from "./etag";
import { parseBody, parseRatingsAppend } from "./parse-body";

const envelope = z.strictObject({
  operations: z
    .array(z.looseObject({ op: z.string() }))
    .min(1)
    .max(LIMITS.batchOperationsMax),
});

const save = z.strictObject({ room: z.unknown() });
const conditionMembers = z.object({
  ifMatch: z.string().optional(),
  ifNoneMatch: z.string().optional(),
});
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

function parseOperation(operation: Record<string, unknown>): BatchOperation {
  const { ifMatch, ifNoneMatch, op, ...given } = operation;
  const conditions = conditionsIn({ ifMatch, ifNoneMatch });
  if (op === "save") {
    parseBody(save, given);
    return { op, room: parseSerializedRoom(given.room), conditions };
  }
  if (op === "rate") {
    const { name, ...body } = given;
    return { op, name: roomNameIn(name), ...parseRatingsAppend(body), conditions };
  }
  const parsed = parseBody(batchOperationSchema, { op, ...given });
  if (parsed.op === "save" || parsed.op === "rate") throw new Error("Parsed above.");
  return { ...parsed, name: roomNameIn(parsed.name), conditions };
}

/** The conditions of an operation. Its members have the values of the headers If-Match and If-None-Match. */
function conditionsIn(given: unknown): Conditions {
  const { ifMatch, ifNoneMatch } = parseBody(conditionMembers, given);
  return {
    ...(ifMatch === undefined ? {} : { ifMatch: readTags("ifMatch", ifMatch) }),
    ...(ifNoneMatch === undefined ? {} : { ifNoneMatch: readTags("ifNoneMatch", ifNoneMatch) }),
  };
}

function roomNameIn(name: unknown): string {
  const text = typeof name === "string" ? name : parseBody(named, { name }).name;
  if (isRoomName(text)) return text;
  throw new RoomkeeperError("not_found", "There is no room of that name.");
}
