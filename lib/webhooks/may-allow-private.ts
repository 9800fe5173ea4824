import { env } from "@/lib/runtime/env";

/** Whether the settings let an admin allow a webhook their own network at all. */
export function mayAllowPrivate(): boolean {
  return env().webhooksAllowPrivate !== "never";
}
