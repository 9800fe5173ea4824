import { type LinkedAddress, readAddressLink } from "@/lib/addresses/read-address-link";
import { newId } from "@/lib/core/ids";
import { maskedAddress } from "@/lib/core/mail-address";
import { getServices } from "@/lib/runtime/services";
import { forPage } from "./for-page";

/** What a link that confirms an address leads to, for a visitor who need not be signed in. The address is masked. */
export type AddressLinkVisit = Pick<LinkedAddress, "personName" | "state"> & { masked: string };

/** Loads what a link leads to; null for a link that this installation did not make, or that a newer one replaced. */
export async function loadAddressLink(code: unknown): Promise<AddressLinkVisit | null> {
  if (typeof code !== "string" || code === "") return null;
  return forPage(async () => {
    const services = getServices();
    const ctx = { actor: { kind: "nobody" }, requestId: newId("rq"), services } as const;
    const link = await readAddressLink(ctx, code);
    if (!link) return null;
    const { personName, state, address } = link;
    return { personName, state, masked: maskedAddress(address) };
  });
}
