import { RoomkeeperError } from "@/lib/core/errors";
import { StorageError } from "@/lib/core/storage-error";
import { classifyDatabaseFailure } from "@/lib/db/database-failure";

/** Turns any error of a call to Postgres into a StorageError with the code that tells the caller what to do. */
export function asStorageError(error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  if (error instanceof RoomkeeperError) {
    return new StorageError(error.message, error, error.code, error.details);
  }
  const failure = classifyDatabaseFailure(error);
  if (failure === "bad_value") {
    return new StorageError("A value cannot be stored.", error, "invalid_document");
  }
  if (failure === "busy") return new StorageError("The room is busy.", error, "overloaded");
  const code = failure === null ? "internal" : "unavailable";
  return new StorageError("The database did not answer.", error, code);
}
