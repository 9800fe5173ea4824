import { RoomkeeperError } from "@/lib/core/errors";
import { jsonText } from "@/lib/core/json-text";
import { StorageError } from "@/lib/core/storage-error";
import type { SerializedRoom } from "@/lib/match/room";
import { parseSerializedRoom } from "@/lib/match/room-schema";

/** Whatever a backend failed with, as the error that callers of a storage know. What is unexpected becomes `unavailable`. */
export function asStorageError(error: unknown, words: string): StorageError {
  if (error instanceof StorageError) return error;
  if (error instanceof RoomkeeperError) {
    return new StorageError(error.message, error, error.code, error.details);
  }
  return new StorageError(words, error);
}

/**
 * A checked copy of the document as JSON carries it: fields set to undefined are absent, and later changes by the caller do
 * not reach what is stored. Throws `invalid_document`.
 */
export function copyRoom(room: unknown): SerializedRoom {
  return parseSerializedRoom(copyJson(room));
}

export function copyJson(value: unknown): unknown {
  try {
    return JSON.parse(jsonText(value));
  } catch (cause) {
    throw new StorageError("This is not something JSON can carry.", cause, "invalid_document");
  }
}
