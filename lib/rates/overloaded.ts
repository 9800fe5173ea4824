import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";

/** The refusal of what cannot be begun soon. */
export function overloaded(waitMs: number): RoomkeeperError {
  const seconds = Math.min(Math.ceil(waitMs / 1000), LIMITS.admissionRetrySecondsMax);
  return new RoomkeeperError(
    "overloaded",
    "Too many requests came at once. Nothing was changed; try again after the time that Retry-After says.",
    { retryAfterSeconds: Math.max(1, seconds) },
  );
}
