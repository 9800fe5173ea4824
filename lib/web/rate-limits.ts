import ipaddr from "ipaddr.js";
import type { Actor } from "@/lib/core/context";
import { RoomkeeperError } from "@/lib/core/errors";
import type { RateState } from "@/lib/rates/rate-limiter";
import { env } from "@/lib/wire/env";
import { processContext } from "@/lib/wire/process-context";
import { addressOf } from "./caller-address";

/** What is counted. */
type Policy = keyof typeof WORDS;

/** How a limit stands, and which one it is. */
export interface NamedRate extends RateState {
  policy: Policy;
}

const WORDS = {
  token: "This token has made too many requests.",
  address: "Too many requests without a good token came from there.",
  person: "That was a lot at once.",
  network: "A lot came from your network at once.",
  "sign-in": "Many people are at the door.",
};

type Caller = { headers: Pick<Headers, "get"> };

/**
 * Counts against the per-minute limit of a token's family, so that rotating does not multiply it; null where there is no limit.
 * The caller is told how it stands, also when it is over.
 */
export function takeOfToken(actor: Actor, cost: number): NamedRate | null {
  if (actor.kind !== "token") return null;
  return named("token", processContext().rates.token.take(actor.familyId, cost));
}

/** A request without a good token counts for its address; null where nobody can say from where it came. */
export function takeOfAddress(request: Caller): NamedRate | null {
  const network = networkOfCaller(request);
  if (network === null) return null;
  return named("address", processContext().rates.address.take(network));
}

/** Counts a request to the dashboard for its network. Throws `too_many_requests`. */
export function countNetwork(request: Caller): void {
  const network = networkOfCaller(request);
  if (network === null) return;
  refuseOver(named("network", processContext().rates.network.take(network)));
}

/** Counts a request to the dashboard for the person who is signed in. Throws `too_many_requests`. */
export function countPerson(person: { id: string } | null): void {
  if (!person) return;
  refuseOver(named("person", processContext().rates.person.take(person.id)));
}

/**
 * Counts the start of a sign-in, which costs a call to Plex: for its network, so that one cannot shut the door for all others,
 * and for everybody, because Plex has limits of its own. Throws `too_many_requests`.
 */
export function countSignIn(request: Caller): void {
  const { signIn, signInAll } = processContext().rates;
  const network = networkOfCaller(request);
  if (network !== null) refuseOver(named("sign-in", signIn.take(network)));
  refuseOver(named("sign-in", signInAll.take("all")));
}

/** The caller's network; null where nobody can say from where the request came. */
export function networkOfCaller(request: Caller): string | null {
  const address = addressOf(request, env().trustsProxy);
  return address === undefined ? null : networkOf(address);
}

/** What one household or host has: an IPv4 address, or the first half of an IPv6 one, of which it has all the rest. */
function networkOf(address: string): string {
  const parsed = ipaddr.isValid(address) ? ipaddr.process(address) : null;
  return parsed instanceof ipaddr.IPv6
    ? parsed.parts.slice(0, 4).join(":")
    : String(parsed ?? address);
}

function named(policy: Policy, state: RateState): NamedRate | null {
  return state.limit === 0 ? null : { ...state, policy };
}

function refuseOver(rate: NamedRate | null): void {
  if (rate?.isOver) throw tooMany(rate);
}

export function tooMany(rate: NamedRate): RoomkeeperError {
  const { policy, resetSeconds } = rate;
  const wait = `Try again in ${resetSeconds} ${resetSeconds === 1 ? "second" : "seconds"}.`;
  return new RoomkeeperError("too_many_requests", `${WORDS[policy]} ${wait}`, {
    retryAfterSeconds: resetSeconds,
    headers: rateHeaders(rate),
  });
}

/** The header fields that tell how a limit stands: https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/ */
export function rateHeaders(rate: NamedRate | null): Record<string, string> {
  if (!rate) return {};
  const { policy, remaining, resetSeconds, windowSeconds, limit } = rate;
  return {
    ratelimit: `"${policy}";r=${remaining};t=${resetSeconds}`,
    "ratelimit-policy": `"${policy}";q=${limit};w=${windowSeconds}`,
  };
}
