import { LIMITS } from "@/lib/core/limits";
import {
  type Resolve,
  resolveBySystem,
  resolveHost,
  TargetRefused,
} from "@/lib/outbound/resolve-host";
import { bareHost, readTarget, refused } from "@/lib/outbound/target";
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
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("late")), LIMITS.webhookLookupMs);
  });
  try {
    await Promise.race([resolveHost(bareHost(target.hostname), reach, resolve), late]);
  } catch (error) {
    if (error instanceof TargetRefused) {
      const way = error.address === null ? "" : wayToAllow(error.address, setting);
      throw refused([error.message, way].filter(Boolean).join(" "));
    }
    throw refused(`The host ${target.hostname} could not be found.`);
  } finally {
    clearTimeout(timer);
  }
  return target.href;
}
