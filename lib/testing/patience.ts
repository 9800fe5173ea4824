import { LIMITS } from "@/lib/core/limits";

/**
 * How long callers wait in tests, in ms: far longer than in production, so that a machine that is busy with other things makes no
 * test fail. Tests of these very limits give their own.
 */
Object.assign(LIMITS, {
  poolWaitMs: 30_000,
  lockMs: 60_000,
  admissionSoonMs: 60_000,
  admissionWaitMs: 60_000,
});
