import { LIMITS } from "@/lib/core/limits";
import { type RepeatedJob, repeatJob } from "@/lib/jobs/repeat-job";
import type { Services } from "@/lib/runtime/services";
import { warnRooms } from "./warn-rooms";

/** Announces rooms that leave soon, now and then every `everyMs`. */
export function startWarnings(
  services: Services,
  { everyMs = LIMITS.warnEveryMs }: { everyMs?: number } = {},
): RepeatedJob {
  return repeatJob(async () => (await warnRooms(services)).detail?.more ?? false, { everyMs });
}
