import { LIMITS } from "@/lib/core/limits";
import type { RateCounts } from "./rate-counts";
import { createRateLimiter, type RateLimiter, unlimited } from "./rate-limiter";

/** Requests a minute over all instances; 0 or absent is no limit. */
export interface RateSettings {
  ratePerToken?: number;
  ratePerAddress?: number;
  ratePerPerson?: number;
  ratePerNetwork?: number;
}

/** Every limit on how often something may be asked. */
export interface Rates {
  /** Of the API: a token, and an address without a good one. */
  token: RateLimiter;
  address: RateLimiter;
  /** Of the dashboard: a signed-in person, and a network. */
  person: RateLimiter;
  network: RateLimiter;
  /** Sign-ins that are begun, each of which costs a call to Plex: a network's, and everybody's together. */
  signIn: RateLimiter;
  signInAll: RateLimiter;
  /** Setup codes that are tried: a person's, a network's, and everybody's together. */
  setupPerson: RateLimiter;
  setupNetwork: RateLimiter;
  setupAll: RateLimiter;
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
  };
}
