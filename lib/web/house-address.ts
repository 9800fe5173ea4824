import { env } from "@/lib/wire/env";

/** The public origin of this installation, without a trailing slash. */
export function houseAddress(): string {
  return env().publicUrl;
}
