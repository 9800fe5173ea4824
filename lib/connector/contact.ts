import type { GameLog } from "./game-log";

type Fetch = (address: string, init: RequestInit) => Promise<Response>;

export interface Contact {
  /** The fetch that the client uses; it watches whether Roomkeeper answers. */
  fetch: Fetch;
  /** Whether the last attempt got no answer. */
  isAway(): boolean;
  /** Calls a handler each time that Roomkeeper answers after it did not. */
  onReturn(handler: () => void): void;
}

/** With these statuses a proxy, or Roomkeeper without its database, says that it cannot work now. */
const AWAY = new Set([502, 503, 504]);

/**
 * Knows whether Roomkeeper answers, from the requests that are made anyway, and says so once when that changes.
 * @param url the address as it was set, for the sentence
 */
export function createContact(url: string, log: GameLog, send: Fetch = defaultFetch): Contact {
  let away = false;
  let wasHere = false;
  let failures = 0;
  const handlers: (() => void)[] = [];

  function failed(why: string): void {
    failures += 1;
    // One lost connection is repeated in a moment and not worth a line.
    if (away || (wasHere && failures < 2)) return;
    away = true;
    log.warn(
      `${url} cannot be used (unavailable): ${why}. MovieMatch goes on; what changes waits here and is sent when Roomkeeper answers.`,
    );
  }

  function answered(): void {
    wasHere = true;
    failures = 0;
    if (!away) return;
    away = false;
    log.info(`${url} answers again; what waited is sent now.`);
    for (const handler of handlers) handler();
  }

  return {
    isAway: () => away,
    onReturn: (handler) => void handlers.push(handler),
    async fetch(address, init) {
      let response: Response;
      try {
        response = await send(address, init);
      } catch (error) {
        // Somebody ended the request; that says nothing about Roomkeeper.
        if ((error as Error).name !== "AbortError") failed(reasonOf(url, error));
        throw error;
      }
      if (AWAY.has(response.status)) failed(`it answered ${response.status}`);
      else answered();
      return response;
    },
  };
}

function defaultFetch(address: string, init: RequestInit): Promise<Response> {
  return fetch(address, init);
}

/** Why a request got no answer, in the words of somebody who sets an address. */
export function reasonOf(url: string, error: unknown): string {
  if (!isWebAddress(url)) return "STORAGE_URL must begin with http:// or https://";
  const { name, message = "", cause } = error as Error;
  const { code = "", message: inner = "" } = (cause ?? {}) as { code?: string; message?: string };
  const text = `${message} ${code} ${inner}`;
  if (name === "TimeoutError") return "no answer came in time";
  if (/refused/i.test(text)) return "nobody listens there";
  if (/lookup|ENOTFOUND|EAI_AGAIN|dns/i.test(text)) return "there is no such host";
  if (/redirect/i.test(text)) return "it sends requests on to another address; use that one";
  if (/certificate|CERT_|tls|ssl/i.test(text)) return "its certificate is not accepted";
  if (/permission|net access|NotCapable/i.test(text)) {
    return "this program may not connect to it (--allow-net)";
  }
  return "the connection failed";
}

export function isWebAddress(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}
