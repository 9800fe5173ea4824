import { type ApiClient, delay } from "@/lib/client/api-client";
import type { Contact } from "./contact";
import { codeOf } from "./error-code";
import type { GameLog } from "./game-log";

/** A wrong address is said within five seconds; this leaves time for a slow start. */
const CHECK_MS = 4_000;
const AGAIN_MS = 1_000;

/** What does not work without a scope. The swapped storage needs the first two, the connector adds its own. */
export type Needs = Map<string, string>;

export function storageNeeds(): Needs {
  return new Map([
    ["rooms:read", "rooms do not come back"],
    ["rooms:write", "no room is stored"],
  ]);
}

/**
 * Asks Roomkeeper once at the start what the token may do, and says in one sentence what is wrong: the address (by the contact), the token,
 * or a missing scope. If Roomkeeper does not answer, the question is asked again when it does.
 * @returns resolves with the scopes of the token; with null if they are not known yet or the token is refused
 */
export function createFirstCheck(
  given: { api: ApiClient; contact: Contact; log: GameLog; url: string; needs: Needs },
  signal: AbortSignal,
) {
  const { api, contact, log, url, needs } = given;
  let isAnswered = false;
  let isRefused = false;
  let isWrongPlace = false;

  async function ask(): Promise<string[] | null> {
    const ends = AbortSignal.any([signal, AbortSignal.timeout(CHECK_MS)]);
    try {
      const call = { method: "GET", path: "/token", attemptsMax: 1, signal: ends } as const;
      const { body } = await api.call(call);
      const { scopes, label } = (body ?? {}) as { scopes?: string[]; label?: string };
      isAnswered = true;
      if (!Array.isArray(scopes)) return sayNoRoomkeeper();
      sayMissing(label ?? "", scopes);
      return scopes;
    } catch (error) {
      if (signal.aborted || contact.isAway()) return null;
      if (codeOf(error) !== "unavailable" || isUnreadable(error)) return sayRefusal(error);
      // It was slow. If it stays so, the contact says it.
      await delay(AGAIN_MS, signal);
      return contact.isAway() ? null : ask();
    }
  }

  function sayMissing(label: string, scopes: string[]): void {
    const missing = [...needs].filter(([scope]) => !scopes.includes(scope));
    if (missing.length === 0) return;
    isRefused = true;
    const names = missing.map(([scope]) => scope).join(", ");
    const words = missing.map(([, what]) => what).join("; ");
    log.warn(`The token “${label}” lacks ${names} (forbidden), so: ${words}.`);
  }

  function sayRefusal(error: unknown): null {
    const code = codeOf(error);
    isAnswered = true;
    isRefused = true;
    isWrongPlace = true;
    if (code === "unauthorized" || code === "forbidden" || code === "too_many_requests") {
      const said = (error as Error).message;
      log.warn(`STORAGE_TOKEN is refused (${code}): ${said} No room is stored.`);
      return null;
    }
    return sayNoRoomkeeper();
  }

  function sayNoRoomkeeper(): null {
    isRefused = true;
    isWrongPlace = true;
    log.warn(`${url} answers, but not as a Roomkeeper (unavailable): check STORAGE_URL.`);
    return null;
  }

  let scopes = ask();
  contact.onReturn(() => {
    if (!isAnswered) scopes = ask();
  });
  return { scopes: () => scopes, isRefused: () => isRefused, isWrongPlace: () => isWrongPlace };
}

/** Whether a reply came that is no JSON. */
function isUnreadable(error: unknown): boolean {
  if (error instanceof SyntaxError) return true;
  return error instanceof Error && error.cause !== undefined && isUnreadable(error.cause);
}
