import { createHash } from "node:crypto";
import ipaddr from "ipaddr.js";
import type { Actor } from "@/lib/core/actor";
import { counted } from "@/lib/core/counted";
import { RoomkeeperError } from "@/lib/core/errors";
import type { RateState } from "@/lib/rates/rate-limiter";
import { env } from "@/lib/runtime/env";
import { getServices } from "@/lib/runtime/services";
import { addressOf } from "./caller-address";

/** What a limit counts for. */
type Policy = keyof typeof RATE_TEXT;

/** The state of a limit, with its name. */
export interface NamedRate extends RateState {
  policy: Policy;
}

const RATE_TEXT = {
  token: "This token has made too many requests.",
  address: "Too many requests without a valid token came from your network address.",
  person: "You sent too many requests.",
  network: "Your network sent too many requests.",
  "sign-in": "Many people are signing in.",
  guest: "Your network sent too many requests.",
  "guest-link": "Many people have this link open.",
};

type Caller = { headers: Pick<Headers, "get"> };

/**
 * Counts a request against the per-minute limit of the token's chain, so that rotating a token does not raise the limit; null if
 * there is no limit. Every reply says how much of the limit is left, even a refusal.
 */
export function countTokenRequest(actor: Actor, cost: number): NamedRate | null {
  if (actor.kind !== "token") return null;
  return named("token", getServices().rates.token.take(actor.chainId, cost));
}

/** Counts a request without a valid token against the limit of its address; null if the address is unknown. */
export function countAddressRequest(request: Caller): NamedRate | null {
  const network = networkOfCaller(request);
  if (network === null) return null;
  return named("address", getServices().rates.address.take(network));
}

/** Counts a request to the dashboard against the limit of its network. Throws `too_many_requests`. */
export function countNetwork(request: Caller): void {
  const network = networkOfCaller(request);
  if (network === null) return;
  refuseOver(named("network", getServices().rates.network.take(network)));
}

/** Counts a request to the dashboard against the limit of the signed-in person. Throws `too_many_requests`. */
export function countPerson(person: { id: string } | null): void {
  if (!person) return;
  refuseOver(named("person", getServices().rates.person.take(person.id)));
}

/**
 * Counts the start of a sign-in, which costs a call to Plex: against the limit of its network, so that one network cannot keep all
 * others from signing in, and against a common limit, because Plex has its own limits. Throws `too_many_requests`.
 */
export function countSignIn(request: Caller): void {
  const { signIn, signInAll } = getServices().rates;
  const network = networkOfCaller(request);
  if (network !== null) refuseOver(named("sign-in", signIn.take(network)));
  refuseOver(named("sign-in", signInAll.take("all")));
}

/**
 * Counts a request of a guest who has a link, for its page or for news of it: against the limit of the network, which a whole party may
 * share, and against that of the link. The link is counted by a hash, because counts are stored. Throws `too_many_requests`.
 */
export function countGuest(request: Caller, token: string): void {
  const { guest, guestLink } = getServices().rates;
  const network = networkOfCaller(request);
  if (network !== null) refuseOver(named("guest", guest.take(network)));
  const link = createHash("sha256").update(token).digest("base64url");
  refuseOver(named("guest-link", guestLink.take(link)));
}

/** The caller's network; null if it is unknown. */
export function networkOfCaller(request: Caller): string | null {
  const address = addressOf(request, env().trustsProxy);
  return address === undefined ? null : networkOf(address);
}

/**
 * The network of an address: an IPv4 address, or the first half of an IPv6 address, because a household or host usually has the whole
 * second half.
 */
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
  const wait = `Try again in ${counted(resetSeconds, "second")}.`;
  return new RoomkeeperError("too_many_requests", `${RATE_TEXT[policy]} ${wait}`, {
    retryAfterSeconds: resetSeconds,
    headers: rateHeaders(rate),
  });
}

/** The headers with the state of a limit: https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/ */
export function rateHeaders(rate: NamedRate | null): Record<string, string> {
  if (!rate) return {};
  const { policy, remaining, resetSeconds, windowSeconds, limit } = rate;
  return {
    ratelimit: `"${policy}";r=${remaining};t=${resetSeconds}`,
    "ratelimit-policy": `"${policy}";q=${limit};w=${windowSeconds}`,
  };
}
