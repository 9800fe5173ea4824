import { LIMITS } from "@/lib/core/limits";
import { type RepeatedJob, repeatJob } from "@/lib/jobs/repeat-job";
import type { Services } from "@/lib/runtime/services";
import { sweepRooms } from "./sweep-rooms";

/** Sweeps at once, and again every `everyMs`. A failed sweep is recorded in job_run and reported; the next one tries again. */
export function startSweeper(
  services: Services,
  {
    everyMs = LIMITS.sweepEveryMs,
    onError,
  }: { everyMs?: number; onError?: (error: unknown) => void } = {},
): RepeatedJob {
  const sweep = async () => (await sweepRooms(services)).detail?.more ?? false;
  return repeatJob(sweep, { everyMs, onError });
}
