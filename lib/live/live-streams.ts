import { LIMITS } from "@/lib/core/limits";
import { createStreamCount } from "@/lib/core/stream-count";

/** The live streams of pages that this process has open, by person. */
export const liveStreams = createStreamCount({
  perOwner: LIMITS.liveStreamsPerPersonMax,
  inAll: LIMITS.liveStreamsMax,
  perOwnerText: "This account has too many live pages open.",
  inAllText: "This server has too many live pages open.",
});
