import { checkHost } from "@/lib/outbound/check-host";
import { type Resolve, resolveBySystem, TargetRefused } from "@/lib/outbound/resolve-host";
import { readTarget, refused } from "@/lib/outbound/target";
import { env } from "@/lib/runtime/env";
import { reachOf, wayToAllow } from "./webhook-target";

/**
 * Checks a receiver's URL and returns the form that is stored. Throws `invalid_document` if it is written in an ambiguous way, cannot be
 * resolved now, or resolves to an address that the webhook may not reach. Each connection checks the address again.
 */
export async function checkTarget(
  url: string,
  allowPrivate: boolean,
  resolve: Resolve = resolveBySystem,
): Promise<string> {
  const target = readTarget(url);
  const setting = env().webhooksAllowPrivate;
  const reach = reachOf(allowPrivate, setting);
  try {
    await checkHost(target, { reach, resolve });
  } catch (error) {
    if (error instanceof TargetRefused) {
      const way = error.address === null ? "" : wayToAllow(error.address, setting);
      throw refused([error.message, way].filter(Boolean).join(" "));
    }
    throw refused(`The host ${target.hostname} could not be found.`);
  }
  return target.href;
}
