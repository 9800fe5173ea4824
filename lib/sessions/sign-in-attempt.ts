import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { now } from "@/lib/core/clock";
import { LIMITS } from "@/lib/core/limits";
import type { PlexPin } from "@/lib/plex/plex";
import { processContext } from "@/lib/wire/process-context";
import { cookieName, readCookie, setCookie } from "./session-cookie";

/** What a browser that went to Plex carries, sealed: the PIN it was given and the state it must come back with. */
interface SignInAttempt {
  pin: PlexPin;
  state: string;
  returnTo: string;
  startedAtMs: number;
}

const STATE = /^([0-9a-f]{16})\.[\w-]{43}$/;

/** A state and the sealed cookie of one attempt; each has a cookie of its own, so that two tabs both come home. */
export function newAttempt(): { state: string; seal(pin: PlexPin, returnTo: string): string } {
  const id = randomBytes(8).toString("hex");
  const state = `${id}.${randomBytes(32).toString("base64url")}`;
  return {
    state,
    seal(pin, returnTo) {
      const attempt: SignInAttempt = { pin, state, returnTo, startedAtMs: now().getTime() };
      const sealed = processContext().secretBox.seal(JSON.stringify(attempt), placeOf(id));
      return setCookie(nameOf(id), sealed, { maxAgeSeconds: LIMITS.signInMinutes * 60 });
    },
  };
}

/**
 * The attempt that this browser started and that the callback's state and PIN id both belong to; null for anything else: a
 * callback link from somebody else, another person's PIN id, an attempt older than `LIMITS.signInMinutes` minutes.
 * next-auth compares neither when a provider brings its own `token.request`.
 */
export function openAttempt(
  cookieHeader: string | null,
  callback: { state: string | null; pinId: string | null },
): SignInAttempt | null {
  const id = STATE.exec(callback.state ?? "")?.[1];
  const sealed = id ? readCookie(cookieHeader, nameOf(id)) : undefined;
  if (!id || !sealed) return null;
  const attempt = unseal(sealed, id);
  if (!attempt) return null;
  const sameState = equal(attempt.state, callback.state ?? "");
  const samePin = equal(attempt.pin.id, callback.pinId ?? "");
  const inTime = now().getTime() - attempt.startedAtMs < LIMITS.signInMinutes * 60_000;
  return sameState && samePin && inTime ? attempt : null;
}

/** Marks the attempt as used; false when it already was. */
export async function spendAttempt(attempt: SignInAttempt): Promise<boolean> {
  const { pool } = processContext();
  await pool.query("delete from spent_sign_in where expires_at < now()");
  const spent = await pool.query(
    `insert into spent_sign_in (hash, expires_at) values ($1, now() + make_interval(mins => $2))
     on conflict (hash) do nothing`,
    [createHash("sha256").update(attempt.state).digest(), LIMITS.signInMinutes + 1],
  );
  return spent.rowCount === 1;
}

/** The Set-Cookie value that takes an attempt's cookie away. */
export function endedAttemptCookie(state: string | null): string | null {
  const id = STATE.exec(state ?? "")?.[1];
  return id ? setCookie(nameOf(id), "", { maxAgeSeconds: 0 }) : null;
}

function unseal(sealed: string, id: string): SignInAttempt | null {
  try {
    return JSON.parse(processContext().secretBox.open(sealed, placeOf(id)));
  } catch {
    return null;
  }
}

/** Constant-time equality, for texts of any length. */
function equal(a: string, b: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

function nameOf(id: string): string {
  return cookieName(`rk_sign_in_${id}`);
}

function placeOf(id: string): string {
  return `cookie.sign-in/${id}`;
}
