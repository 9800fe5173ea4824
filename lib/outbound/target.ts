import ipaddr from "ipaddr.js";
import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";

/** What a connection may reach. */
export interface Reach {
  /** The admin's own network: RFC 1918 and unique local addresses. */
  privateNetwork: boolean;
  loopback: boolean;
  /** False if the connection must stay within these networks. */
  publicInternet?: boolean;
}

/** Cloud metadata services, which hand out credentials. Some lie in ranges that would otherwise be allowed. */
const METADATA = [
  "169.254.169.254/32",
  "168.63.129.16/32",
  // Amazon's services for instance metadata, time, DNS and pod credentials are in this range.
  "fd00:ec2::/32",
  "fd20:ce::254/128",
].map((range) => ipaddr.parseCIDR(range));
const GLOBAL_UNICAST = ipaddr.parseCIDR("2000::/3") as [ipaddr.IPv6, number];

/**
 * Parses a URL that a person entered. It must be http or https, without an account and with a plainly written host. `resolveHost` checks the
 * addresses. Throws `invalid_document`.
 */
export function readTarget(text: string): URL {
  const url = text.trim();
  if (url.length > LIMITS.webhookUrlUnitsMax) {
    throw refused(`An address has at most ${LIMITS.webhookUrlUnitsMax} characters.`);
  }
  const [, authority = ""] = /^https?:\/\/([^/?#]*)/i.exec(url) ?? [];
  if (!authority || !URL.canParse(url)) {
    throw refused("An address begins with https:// or http:// and a host.");
  }
  // Parsers disagree about these, so that one would check a host and another call it.
  if (/[\s\\\p{Cc}]/u.test(url)) throw refused("An address has no spaces and no backslashes.");
  if (authority.includes("@")) throw refused("An address must not contain a name or a password.");
  if (authority.includes("%")) throw refused("The host must not be percent-encoded.");
  const parsed = new URL(url);
  const host = bareHost(parsed.hostname);
  if (host.endsWith(".")) throw refused("Leave out the dot at the end of the host.");
  const isNumber = ipaddr.IPv4.isValidFourPartDecimal(host);
  if (isNumber && authority.replace(/:\d*$/, "") !== host) {
    throw refused("Write an IP address as four decimal numbers.");
  }
  if (parsed.port === "0") throw refused("There is no port 0.");
  parsed.hash = "";
  return parsed;
}

/** A host as `net` and `dns` want it: an IPv6 address without its brackets. */
export function bareHost(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, "");
}

/** Why an address must not be connected to, as the end of a sentence; null when it may be. */
export function refusalOfAddress(address: string, reach: Reach): string | null {
  if (address.includes("%") || !ipaddr.isValid(address)) return "is no plain IP address";
  const ip = ipaddr.parse(address);
  if (METADATA.some(([first, bits]) => first.kind() === ip.kind() && ip.match(first, bits))) {
    return "hands out a cloud machine's own data";
  }
  const range = ip.range();
  if (range === "loopback") return reach.loopback ? null : "is this machine itself";
  if (range === "private" || range === "uniqueLocal") {
    return reach.privateNetwork ? null : "is in a private network";
  }
  const isPublic =
    range === "unicast" && (ip.kind() === "ipv4" || (ip as ipaddr.IPv6).match(GLOBAL_UNICAST));
  if (!isPublic) return "is not on the public internet";
  return reach.publicInternet === false ? "is on the public internet" : null;
}

/** `invalid_document` about the field `url`. */
export function refused(message: string): RoomkeeperError {
  return new RoomkeeperError("invalid_document", message, {
    fields: [{ pointer: "/url", message }],
  });
}
