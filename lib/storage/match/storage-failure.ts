import { RoomkeeperError } from "@/lib/core/errors";
import { jsonText } from "@/lib/core/json-text";
import { StorageError } from "@/lib/core/storage-error";
import type { SerializedRoom } from "@/lib/match/room";
import { parseSerializedRoom } from "@/lib/match/room-schema";

/** Turns any error of a backend into a StorageError. Unexpected errors become `unavailable`. */
export function asStorageError(error: unknown, message: string): StorageError {
  if (error instanceof StorageError) return error;
  if (error instanceof RoomkeeperError) {
    return new StorageError(error.message, error, error.code, error.details);
  }
  return new StorageError(message, error);
}

/**
 * Validates a document and returns a copy, as JSON would: fields set to undefined are absent, and later changes by the caller do not
 * affect the copy. Throws `invalid_document`.
 */
export function copyRoom(room: unknown): SerializedRoom {
  return parseSerializedRoom(copyJson(room));
}

export function copyJson(value: unknown): unknown {
  try {
    return JSON.parse(jsonText(value));
  } catch (cause) {
    throw new StorageError("This value cannot be written as JSON.", cause, "invalid_document");
  }
}
