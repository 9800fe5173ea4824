import type { ErrorCode } from "@/lib/core/errors";

/** The code of a failure. The modules that MovieMatch loads have classes of their own, so the class of an error tells nothing here. */
export function codeOf(error: unknown): ErrorCode {
  return (error as { code?: ErrorCode } | null)?.code ?? "unavailable";
}
