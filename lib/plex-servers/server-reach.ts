import {
  type Resolve,
  resolveBySystem,
  resolveHost,
  TargetRefused,
} from "@/lib/outbound/resolve-host";
import { bareHost, type Reach, readTarget, refused } from "@/lib/outbound/target";
import { env } from "@/lib/runtime/env";

/**
 * What a connection to a Plex server may reach. A server at home is in a private network on purpose. Over http, the token could be read
 * on the way, so http stays within the networks that the setting PLEX_SERVERS_ALLOW_PRIVATE allows.
 */
export function serverReach(url: string, setting = env().plexServersAllowPrivate): Reach {
  return {
    privateNetwork: setting !== "never",
    loopback: setting === "loopback",
    publicInternet: url.startsWith("https:"),
  };
}

/**
 * Reads the address of a Plex server and returns its origin. The rest of a copied address, which may contain a token, is dropped. Throws
 * `invalid_document` if it is written in an ambiguous way, cannot be found, or is where no Plex server may be.
 */
export async function checkServerUrl(
  text: string,
  resolve: Resolve = resolveBySystem,
): Promise<string> {
  const given = text.trim();
  const { origin, hostname } = readTarget(given.includes("://") ? given : `http://${given}`);
  try {
    await resolveHost(bareHost(hostname), serverReach(origin), resolve);
  } catch (error) {
    if (error instanceof TargetRefused) throw refused(reachText(error, origin));
    throw refused(`The host ${hostname} could not be found.`);
  }
  return origin;
}

/** Why a server may not be reached, with what would allow it. */
function reachText(error: TargetRefused, origin: string): string {
  if (error.message.endsWith("is on the public internet.")) {
    return `${error.message} Over http the token could be read on the way: use https.`;
  }
  const isAllowable = /is this machine itself|is in a private network/.test(error.message);
  if (!isAllowable) return error.message;
  const needed = error.message.includes("private network") ? "lan" : "loopback";
  const setting = env().plexServersAllowPrivate;
  return `${error.message} The server's setting PLEX_SERVERS_ALLOW_PRIVATE is ${setting}, and ${needed} would allow ${new URL(origin).host}.`;
}
