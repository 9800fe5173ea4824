import { type ErrorCode, type ErrorDetails, RoomkeeperError } from "./errors";

/** Every failure of a storage. */
export class StorageError extends RoomkeeperError {
  constructor(
    message: string,
    cause?: unknown,
    code: ErrorCode = "unavailable",
    details: ErrorDetails = {},
  ) {
    super(code, message, details, cause);
    this.name = "StorageError";
  }
}
