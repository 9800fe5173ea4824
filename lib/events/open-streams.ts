import { LIMITS } from "@/lib/core/limits";
import { createStreamCount } from "@/lib/core/stream-count";

/** The event streams that this process has open, by token chain. */
export const eventStreams = createStreamCount({
  perOwner: LIMITS.streamsPerTokenMax,
  inAll: LIMITS.eventStreamsMax,
  perOwnerText: "This token and those rotated from it have too many event streams open.",
  inAllText: "This server has too many event streams open.",
});
