import type { RequestOptions } from "node:https";
import { isIP } from "node:net";
import { type Resolve, resolveHost } from "./resolve-host";
import { bareHost, type Reach } from "./target";

export interface ConnectionBounds {
  /** Which networks the connection may reach. */
  reach: Reach;
  resolve: Resolve;
}

/** Checks the host of an address that needs no lookup, because it is an IP address already. Throws TargetRefused. */
export async function checkLiteralHost(url: URL, bounds: ConnectionBounds): Promise<void> {
  const host = bareHost(url.hostname);
  if (isIP(host)) await resolveHost(host, bounds.reach, bounds.resolve);
}

/**
 * The options of a request whose address is checked in the lookup of its socket, so that the checked address is the one that is connected
 * to. Each request has a connection of its own, because a reused one would skip the check. No proxy is used, and TLS is verified. Call
 * `checkLiteralHost` first.
 */
export function checkedConnection({ reach, resolve }: ConnectionBounds): RequestOptions {
  return {
    agent: false,
    rejectUnauthorized: true,
    lookup(host, options, answer) {
      resolveHost(host, reach, resolve).then(
        (addresses) => {
          if (options.all) answer(null, addresses);
          else answer(null, addresses[0]?.address ?? "", addresses[0]?.family);
        },
        (error) => answer(error, "", 4),
      );
    },
  };
}
