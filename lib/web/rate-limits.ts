import ipaddr from "ipaddr.js";
import type { Actor } from "@/lib/core/context";
import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import type { RateState } from "@/lib/rates/rate-limiter";
import { env } from "@/lib/wire/env";
import { processContext } from "@/lib/wire/process-context";
import { addressOf } from "./caller-address";

/** How a limit stands, and which one it is. */
export interface NamedRate extends RateState {
  policy: "token" | "address";
}

/** Takes of a token's minute; null where there is no limit. The caller is told how it stands, also when it is over. */
export function takeOfToken(actor: Actor, cost: number): NamedRate | null {
  if (actor.kind !== "token") return null;
  const state = processContext().rates.token.take(actor.id, cost);
  return state.limit === 0 ? null : { ...state, policy: "token" };
}

/** A request without a good token counts for its address; null where nobody can say from where it came. */
export function takeOfAddress(request: Request): NamedRate | null {
  const address = addressOf(request, env().trustsProxy);
  if (address === undefined) return null;
  const state = processContext().rates.address.take(networkOf(address));
  return state.limit === 0 ? null : { ...state, policy: "address" };
}

/** What one household or host has: an IPv4 address, or the first half of an IPv6 one, of which it has all the rest. */
function networkOf(address: string): string {
  const parsed = ipaddr.isValid(address) ? ipaddr.process(address) : null;
  return parsed instanceof ipaddr.IPv6
    ? parsed.parts.slice(0, 4).join(":")
    : String(parsed ?? address);
}

const WORDS = {
  token: "This token has made too many requests.",
  address: "Too many requests without a good token came from there.",
};

export function tooMany({ policy, resetSeconds }: NamedRate): RoomkeeperError {
  const details = { retryAfterSeconds: resetSeconds };
  return new RoomkeeperError("too_many_requests", WORDS[policy], details);
}

/** The header fields that tell how a limit stands: https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/ */
export function rateHeaders(rate: NamedRate | null): Record<string, string> {
  if (!rate) return {};
  const { policy, remaining, resetSeconds, limit } = rate;
  return {
    ratelimit: `"${policy}";r=${remaining};t=${resetSeconds}`,
    "ratelimit-policy": `"${policy}";q=${limit};w=${LIMITS.rateWindowSeconds}`,
  };
}
