import ipaddr from "ipaddr.js";
import type { Actor } from "@/lib/core/context";
import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import type { RateState } from "@/lib/rates/rate-limiter";
import { env } from "@/lib/wire/env";
import { processContext } from "@/lib/wire/process-context";
import { addressOf } from "./caller-address";

/** Takes of a token's minute; null where there is no limit. The caller is told how it stands, also when it is over. */
export function takeOfToken(actor: Actor, cost: number): RateState | null {
  if (actor.kind !== "token") return null;
  const state = processContext().rates.token.take(actor.id, cost);
  return state.limit === 0 ? null : state;
}

/** A request without a good token counts for its address. Throws `too_many_requests` when there were too many. */
export function countFailure(request: Request): void {
  const address = addressOf(request, env().trustsProxy);
  if (address === undefined) return;
  const state = processContext().rates.address.take(networkOf(address));
  if (state.isOver) throw tooMany(state, "Too many requests without a good token came from there.");
}

/** What one household or host has: an IPv4 address, or the first half of an IPv6 one, of which it has all the rest. */
function networkOf(address: string): string {
  const parsed = ipaddr.isValid(address) ? ipaddr.process(address) : null;
  return parsed instanceof ipaddr.IPv6
    ? parsed.parts.slice(0, 4).join(":")
    : String(parsed ?? address);
}

export function tooMany({ resetSeconds }: RateState, words: string): RoomkeeperError {
  return new RoomkeeperError("too_many_requests", words, { retryAfterSeconds: resetSeconds });
}

/** The header fields that tell how a limit stands: https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/ */
export function rateHeaders(state: RateState | null): Record<string, string> {
  if (!state) return {};
  return {
    ratelimit: `"token";r=${state.remaining};t=${state.resetSeconds}`,
    "ratelimit-policy": `"token";q=${state.limit};w=${LIMITS.rateWindowSeconds}`,
  };
}
