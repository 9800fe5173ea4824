import { NoAnswer } from "@/lib/outbound/get-bytes";
import type { Services } from "@/lib/runtime/services";
import { tokenPlace } from "./plex-server";

/** Opens a sealed token. Throws NoAnswer if this instance does not have the secret with which it was sealed. */
export function openToken(
  { secretBox }: Pick<Services, "secretBox">,
  { id, tokenSealed }: { id: string; tokenSealed: string },
): string {
  try {
    return secretBox.open(tokenSealed, tokenPlace(id));
  } catch {
    throw new NoAnswer("Its token could not be opened here. Enter it again.");
  }
}
