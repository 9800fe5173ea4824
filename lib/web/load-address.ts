import { headers } from "next/headers";
import { env } from "@/lib/wire/env";
import { visitOrigin } from "@/lib/wire/visit-origin";

/** What there is to say about the address that a page was opened at. */
export interface VisitAddress {
  /** The one public origin, where it is set. */
  publicOrigin: string | null;
  /** The host that was opened, where it is none that we know; nobody can sign in there. */
  unknownHost: string | null;
}

export async function loadAddress(): Promise<VisitAddress> {
  const sent = await headers();
  const { hasPublicUrl, publicUrl } = env();
  if (hasPublicUrl) return { publicOrigin: publicUrl, unknownHost: null };
  const isKnown = visitOrigin(sent) !== null;
  return {
    publicOrigin: null,
    unknownHost: isKnown ? null : (sent.get("host") ?? "").slice(0, 200),
  };
}
