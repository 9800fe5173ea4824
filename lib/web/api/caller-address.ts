import type { IncomingMessage } from "node:http";
import { newSecret } from "@/lib/core/ids";

const addresses = new WeakMap<object, string>();
const HEADER = "x-roomkeeper-caller";
const KEY = Symbol.for("roomkeeper.caller-key");
const shared = globalThis as { [KEY]?: string };

/** Proves that our own server wrote the header. Only the two bundles of this process know it. */
function ownKey(): string {
  shared[KEY] ??= newSecret(16);
  return shared[KEY];
}

/** Sets the client's address of a request, from its socket. */
export function setClientAddress(request: Request, address: string | undefined): void {
  if (address !== undefined) addresses.set(request, address);
}

/** Passes the caller's address to Next's pages and routes in a header that callers cannot forge. */
export function passAddress(request: Pick<IncomingMessage, "headers" | "socket">): void {
  const { remoteAddress } = request.socket;
  if (remoteAddress === undefined) delete request.headers[HEADER];
  else request.headers[HEADER] = `${ownKey()} ${remoteAddress}`;
}

/** The client's address: that of the socket or, behind a trusted proxy, the last one in X-Forwarded-For. Undefined if it is unknown. */
export function addressOf(
  request: { headers: Pick<Headers, "get"> },
  trustsProxy: boolean,
): string | undefined {
  const { headers } = request;
  if (trustsProxy) {
    const last = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim();
    if (last) return withoutPort(last);
  }
  const [key, passed] = headers.get(HEADER)?.split(" ") ?? [];
  return key === ownKey() ? passed : addresses.get(request);
}

/** Some proxies add the port that a request came from, which changes with every connection: `192.0.2.1:50000`, `[2001:db8::1]:50000`. */
function withoutPort(address: string): string {
  const [, ipv4, ipv6] = /^(?:([\d.]+)(?::\d+)?|\[([^\]]+)\](?::\d+)?)$/.exec(address) ?? [];
  return ipv4 ?? ipv6 ?? address;
}
