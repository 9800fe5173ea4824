import { LIMITS } from "@/lib/core/limits";
import type { RateCounts } from "./rate-counts";
import { createRateLimiter, type RateLimiter, unlimited } from "./rate-limiter";

const DAY_SECONDS = 24 * 60 * 60;

/** Requests per minute over all instances; 0 or absent means no limit. */
export interface RateSettings {
  ratePerToken?: number;
  ratePerAddress?: number;
  ratePerPerson?: number;
  ratePerNetwork?: number;
}

/** All rate limiters. */
export interface Rates {
  /** For the API: per token, and per network address for requests without a valid token. */
  token: RateLimiter;
  address: RateLimiter;
  /** For the dashboard: per signed-in person, and per network. */
  person: RateLimiter;
  network: RateLimiter;
  /** For started sign-ins, each of which costs a call to Plex: per network, and for everybody together. */
  signIn: RateLimiter;
  signInAll: RateLimiter;
  /** For attempts at the setup code: per person, per network, and for everybody together. */
  setupPerson: RateLimiter;
  setupNetwork: RateLimiter;
  setupAll: RateLimiter;
  /** For mails that ask whether an address is right, per day: per person, per network, and per address. */
  addressPerson: RateLimiter;
  addressNetwork: RateLimiter;
  addressTarget: RateLimiter;
  /** For guests who have a link: per network, and per link. */
  guest: RateLimiter;
  guestLink: RateLimiter;
}

export function openRates(counts: RateCounts, settings: RateSettings): Rates {
  const limiter = (name: string, limit = 0, seconds?: number) =>
    limit > 0 ? createRateLimiter(name, limit, counts, seconds) : unlimited();
  const guessSeconds = LIMITS.setupGuessMinutes * 60;
  return {
    token: limiter("token", settings.ratePerToken),
    address: limiter("address", settings.ratePerAddress),
    person: limiter("person", settings.ratePerPerson),
    network: limiter("network", settings.ratePerNetwork),
    signIn: limiter("sign-in", LIMITS.signInStartsPerNetworkMax),
    signInAll: limiter("sign-in-all", LIMITS.signInStartsPerMinuteMax),
    setupPerson: limiter("setup-person", LIMITS.setupGuessesPerPersonMax, guessSeconds),
    setupNetwork: limiter("setup-network", LIMITS.setupGuessesPerNetworkMax, guessSeconds),
    setupAll: limiter("setup-all", LIMITS.setupGuessesPerMinuteMax),
    addressPerson: limiter("address-person", LIMITS.addressMailsPerPersonMax, DAY_SECONDS),
    addressNetwork: limiter("address-network", LIMITS.addressMailsPerNetworkMax, DAY_SECONDS),
    addressTarget: limiter("address-target", LIMITS.addressMailsPerAddressMax, DAY_SECONDS),
    guest: limiter("guest", LIMITS.guestRequestsPerNetworkMax),
    guestLink: limiter("guest-link", LIMITS.guestRequestsPerLinkMax),
  };
}
