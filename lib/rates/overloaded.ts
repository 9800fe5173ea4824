import { RoomkeeperError } from "@/lib/core/errors";

/** The refusal of a request that could not start soon. */
export function overloaded(retryAfterSeconds: number): RoomkeeperError {
  return new RoomkeeperError(
    "overloaded",
    "Too many requests arrived at once. Nothing was changed. Try again after the time in Retry-After.",
    { retryAfterSeconds },
  );
}
