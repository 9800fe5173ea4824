import { hostname, networkInterfaces } from "node:os";
import ipaddr from "ipaddr.js";
import { env } from "./env";

/** The headers of a request, of any type that has `get`. */
export type VisitHeaders = Pick<Headers, "get">;

/** The ranges of IP addresses that only this machine or a private network can have. */
const PRIVATE_RANGES = new Set([
  "loopback",
  "private",
  "linkLocal",
  "uniqueLocal",
  "carrierGradeNat",
]);

/**
 * The origin that the visitor's browser opened. With PUBLIC_URL it is always that URL's origin. Without PUBLIC_URL it is the origin that
 * the request was sent to, so that a phone on the same network can sign in too. But the host must be localhost, this machine's name, one
 * of its IP addresses, or a private IP address. Any other name could belong to an attacker who points it at this machine to read the
 * visitor's pages (https://en.wikipedia.org/wiki/DNS_rebinding), so the result is null.
 */
export function visitOrigin(headers: VisitHeaders): string | null {
  const { hasPublicUrl, publicUrl, trustsProxy } = env();
  if (hasPublicUrl) return publicUrl;
  const forwarded = trustsProxy ? lastOf(headers.get("x-forwarded-host")) : undefined;
  const host = forwarded ?? headers.get("host");
  if (host === null) return publicUrl;
  const isHttps = trustsProxy && lastOf(headers.get("x-forwarded-proto")) === "https";
  const url = urlOfHost(isHttps ? "https" : "http", host);
  return url && isOwnHost(url.hostname) ? url.origin : null;
}

/** Whether the visitor's browser uses https, which decides the names and flags of cookies. */
export function isHttpsVisit(headers: VisitHeaders): boolean {
  return (visitOrigin(headers) ?? env().publicUrl).startsWith("https:");
}

/** The addresses at which other devices on the network reach this machine, such as `http://192.168.1.20:3000`; printed at the start. */
export function networkOrigins(host: string, port: number): string[] {
  if (host !== "0.0.0.0" && host !== "::") return [];
  // Other devices cannot reach this machine through the network interfaces of containers and virtual machines.
  const inner = /^(?:docker|br-|veth|virbr|vmnet|vboxnet|cni|flannel|cali|lxc|lxd)/;
  return Object.entries(networkInterfaces())
    .filter(([name]) => !inner.test(name))
    .flatMap(([, addresses = []]) => addresses)
    .filter(({ family, internal }) => family === "IPv4" && !internal)
    .map(({ address }) => new URL(`http://${address}:${port}`).origin);
}

/**
 * The address of Plex's sign-in page for a visit. If a stand-in runs on this machine's loopback address, other devices reach it by the
 * host name that they opened.
 */
export function plexAuthUrlFor(headers: VisitHeaders): string {
  const { plexAuthUrl } = env();
  const at = new URL(plexAuthUrl);
  if (!isLoopback(at.hostname)) return plexAuthUrl;
  const origin = visitOrigin(headers);
  const here = origin === null ? null : new URL(origin).hostname;
  if (here === null || isLoopback(here)) return plexAuthUrl;
  at.hostname = here;
  return at.href;
}

function urlOfHost(scheme: string, host: string): URL | null {
  if (!/^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i.test(host)) return null;
  return URL.canParse(`${scheme}://${host}`) ? new URL(`${scheme}://${host}`) : null;
}

function isOwnHost(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, "");
  if (!ipaddr.isValid(bare)) return ownNames().includes(host);
  const address = ipaddr.process(bare);
  if (PRIVATE_RANGES.has(address.range())) return true;
  const own = Object.values(networkInterfaces()).flatMap((addresses = []) => addresses);
  return own.some((one) => ipaddr.process(one.address).toString() === address.toString());
}

function ownNames(): string[] {
  const full = hostname().toLowerCase();
  const [short = full] = full.split(".");
  return ["localhost", full, short, `${short}.local`];
}

function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, "");
  return (
    bare === "localhost" || (ipaddr.isValid(bare) && ipaddr.process(bare).range() === "loopback")
  );
}

/** The last item of a list to which each proxy appends; the nearest proxy wrote it. */
function lastOf(header: string | null): string | undefined {
  return header?.split(",").at(-1)?.trim() || undefined;
}
