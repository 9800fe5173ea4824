import { hostname, networkInterfaces } from "node:os";
import ipaddr from "ipaddr.js";
import { env } from "./env";

/** The headers of a request, whatever holds them. */
export type VisitHeaders = Pick<Headers, "get">;

/** Addresses that only this machine, this network or a private one can have: no public name server can give them to a page. */
const PRIVATE_RANGES = new Set([
  "loopback",
  "private",
  "linkLocal",
  "uniqueLocal",
  "carrierGradeNat",
]);

/**
 * The origin that a visitor's browser is at. With PUBLIC_URL it is that one and no other. Without it, it is where the request came
 * to, so that a phone on the same network gets in as well: localhost, this machine's name, or an address (no name) that is this
 * machine's or a private one. Any other name may be somebody's who points it here to read what a visitor sees
 * (https://en.wikipedia.org/wiki/DNS_rebinding): then null.
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

/** Whether the visitor's browser speaks https, which decides how cookies are named and kept. */
export function isHttpsVisit(headers: VisitHeaders): boolean {
  return (visitOrigin(headers) ?? env().publicUrl).startsWith("https:");
}

/** Where this machine can be reached by others on its network, such as `http://192.168.1.20:3000`; for the start's output. */
export function networkOrigins(host: string, port: number): string[] {
  if (host !== "0.0.0.0" && host !== "::") return [];
  // Bridges and tunnels of containers and virtual machines lead nowhere that a phone is.
  const inner = /^(?:docker|br-|veth|virbr|vmnet|vboxnet|cni|flannel|cali|lxc|lxd)/;
  return Object.entries(networkInterfaces())
    .filter(([name]) => !inner.test(name))
    .flatMap(([, addresses = []]) => addresses)
    .filter(({ family, internal }) => family === "IPv4" && !internal)
    .map(({ address }) => new URL(`http://${address}:${port}`).origin);
}

/**
 * The address of Plex's sign-in page for a visit. A stand-in on this machine's loopback is reached by another device under the
 * name that it reached us by.
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

/** Of a list that each proxy adds to, what the nearest one said. */
function lastOf(header: string | null): string | undefined {
  return header?.split(",").at(-1)?.trim() || undefined;
}
