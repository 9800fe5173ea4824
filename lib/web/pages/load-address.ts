import { headers } from "next/headers";
import { env } from "@/lib/runtime/env";
import { visitOrigin } from "@/lib/runtime/visit-origin";
import { requestAddress } from "@/lib/web/api/request-address";

/** What a page says about the address that it was opened at. */
export interface VisitAddress {
  /** The public origin, if PUBLIC_URL is set. */
  publicOrigin: string | null;
  /** The host that was opened, if it may not be ours. Nobody can sign in there. */
  unknownHost: string | null;
}

/** The address of this instance as the visitor of the page that is being rendered knows it. */
export async function pageAddress(): Promise<string> {
  return requestAddress(await headers());
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
