import { LIMITS } from "@/lib/core/limits";
import { type Resolve, resolveHost } from "./resolve-host";
import { bareHost, type Reach } from "./target";

/** Resolves the host of an address in a limited time. Throws TargetRefused, or another error if it cannot be resolved now. */
export async function checkHost(
  { hostname }: URL,
  { reach, resolve }: { reach: Reach; resolve: Resolve },
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("late")), LIMITS.webhookLookupMs);
  });
  try {
    await Promise.race([resolveHost(bareHost(hostname), reach, resolve), late]);
  } finally {
    clearTimeout(timer);
  }
}
