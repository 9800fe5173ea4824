import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import { now } from "@/lib/core/clock";
import { LIMITS } from "@/lib/core/limits";
import type { PlexPin } from "@/lib/plex/plex";
import { env } from "@/lib/runtime/env";
import type { Services } from "@/lib/runtime/services";
import type { VisitHeaders } from "@/lib/runtime/visit-origin";
import { cookiesBeginning, endCookie, endName, readCookie, setCookie } from "./cookies";

/** The sealed content of an attempt's cookie: the PIN, and the state with which the browser must return from Plex. */
interface SignInAttempt {
  pin: PlexPin;
  state: string;
  returnTo: string;
  startedAtMs: number;
}

/** The state has an id, a random part, and a signature that proves that this installation made both. */
const STATE = /^([0-9a-f]{16})\.[\w-]{22}\.[\w-]{22}$/;

/** Makes the state and the sealed cookie of an attempt. Each attempt has its own cookie, so that sign-ins in two tabs both work. */
export function newAttempt(services: Services): {
  state: string;
  /** The Set-Cookie values: the attempt's own, and those that delete the oldest attempts if there would be too many. */
  seal(visit: VisitHeaders, pin: PlexPin, returnTo: string): string[];
} {
  const id = randomBytes(8).toString("hex");
  const begun = `${id}.${randomBytes(16).toString("base64url")}`;
  const [secret = ""] = env().secrets;
  const state = `${begun}.${proofOf(begun, secret)}`;
  return {
    state,
    seal(visit, pin, returnTo) {
      const attempt: SignInAttempt = {
        pin,
        state,
        returnTo: shortened(returnTo),
        startedAtMs: now().getTime(),
      };
      const sealed = services.secretBox.seal(JSON.stringify(attempt), placeOf(id));
      const maxAgeSeconds = LIMITS.signInMinutes * 60;
      const cookie = setCookie(visit, `sign_in_${id}`, sealed, { maxAgeSeconds });
      return [cookie, ...endOldest(services, visit)];
    },
  };
}

/**
 * Returns the attempt of this browser to which the callback's state and PIN id belong; null for a callback link of somebody else, another
 * PIN id, or an attempt older than `LIMITS.signInMinutes` minutes. next-auth checks neither if a provider has its own `token.request`.
 */
export function openAttempt(
  services: Services,
  cookieHeader: string | null,
  callback: { state: string | null; pinId: string | null },
): SignInAttempt | null {
  const id = STATE.exec(callback.state ?? "")?.[1];
  const sealed = id ? readCookie(cookieHeader, `sign_in_${id}`) : undefined;
  if (!id || !sealed) return null;
  const attempt = unseal(services, sealed, id);
  if (!attempt) return null;
  const sameState = equal(attempt.state, callback.state ?? "");
  const samePin = equal(attempt.pin.id, callback.pinId ?? "");
  const inTime = now().getTime() - attempt.startedAtMs < LIMITS.signInMinutes * 60_000;
  return sameState && samePin && inTime ? attempt : null;
}

/** Whether the state was made for another browser, because this one has no cookie for it. */
export function isOfOtherBrowser(cookieHeader: string | null, state: string | null): boolean {
  const id = STATE.exec(state ?? "")?.[1];
  if (!state || !id || readCookie(cookieHeader, `sign_in_${id}`) !== undefined) return false;
  const cut = state.lastIndexOf(".");
  const [begun, proof] = [state.slice(0, cut), state.slice(cut + 1)];
  return env().secrets.some((secret) => equal(proofOf(begun, secret), proof));
}

/** Marks the attempt with this state as used; false when it already was. */
export async function spendAttempt({ pool }: Services, state: string): Promise<boolean> {
  await pool.query("delete from spent_sign_in where expires_at < now()");
  const spent = await pool.query(
    `insert into spent_sign_in (hash, expires_at) values ($1, now() + make_interval(mins => $2))
     on conflict (hash) do nothing`,
    [createHash("sha256").update(state).digest(), LIMITS.signInMinutes + 1],
  );
  return spent.rowCount === 1;
}

/** The Set-Cookie values that delete an attempt's cookie. */
export function endAttempt(visit: VisitHeaders, state: string | null): string[] {
  const id = STATE.exec(state ?? "")?.[1];
  return id ? endCookie(visit, `sign_in_${id}`) : [];
}

/** Unfinished attempts are limited, because their cookies would add up until the browser's requests are too large. */
function endOldest(services: Services, visit: VisitHeaders): string[] {
  const begun = cookiesBeginning(visit.get("cookie"), "sign_in_").map(({ name, rest, value }) => ({
    name,
    startedAtMs: unseal(services, value, rest)?.startedAtMs ?? 0,
  }));
  begun.sort((a, b) => b.startedAtMs - a.startedAtMs);
  return begun.slice(LIMITS.signInAttemptsMax - 1).map(({ name }) => endName(visit, name));
}

function shortened(returnTo: string): string {
  if (returnTo.length <= LIMITS.signInReturnToUnitsMax) return returnTo;
  const path = returnTo.replace(/[?#].*$/s, "");
  return path.length <= LIMITS.signInReturnToUnitsMax ? path : "/";
}

function unseal({ secretBox }: Services, sealed: string, id: string): SignInAttempt | null {
  try {
    return JSON.parse(secretBox.open(sealed, placeOf(id)));
  } catch {
    return null;
  }
}

function proofOf(begun: string, secret: string): string {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "roomkeeper/sign-in-state/1", 32));
  return createHmac("sha256", key).update(begun).digest().subarray(0, 16).toString("base64url");
}

/** Constant-time equality, for texts of any length. */
function equal(a: string, b: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

function placeOf(id: string): string {
  return `cookie.sign-in/${id}`;
}
