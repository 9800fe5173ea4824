import { RoomkeeperError } from "@/lib/core/errors";

/** The refusal of what cannot be begun soon. */
export function overloaded(retryAfterSeconds: number): RoomkeeperError {
  return new RoomkeeperError(
    "overloaded",
    "Too many requests came at once. Nothing was changed; try again after the time that Retry-After says.",
    { retryAfterSeconds },
  );
}
