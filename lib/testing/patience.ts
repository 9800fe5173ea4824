import { LIMITS } from "@/lib/core/limits";

/**
 * How long callers wait in tests, in ms: far longer than in production, so that no test fails on a busy machine. Tests of these limits
 * set their own.
 */
Object.assign(LIMITS, {
  poolWaitMs: 30_000,
  lockMs: 60_000,
  admissionSoonMs: 60_000,
  admissionWaitMs: 60_000,
});
