import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { type Reach, refusalOfAddress } from "./target";

export interface Address {
  address: string;
  family: number;
}

/** Every address of a host, as the system resolves it. */
export type Resolve = (host: string) => Promise<Address[]>;

/** A lookup occupies one of the process's few threads, so a host that does not resolve may occupy only one. */
export const resolveBySystem: Resolve = shareLookups((host) => lookup(host, { all: true }));

/** Callers that ask for the same host during a lookup share its answer. No answer is kept after that. */
export function shareLookups(resolve: Resolve): Resolve {
  const underWay = new Map<string, Promise<Address[]>>();
  return (host) => {
    const known = underWay.get(host);
    if (known) return known;
    const asked = resolve(host).finally(() => underWay.delete(host));
    underWay.set(host, asked);
    return asked;
  };
}

/** The host resolves to an address that the connection may not reach. The message is one sentence for the admin. */
export class TargetRefused extends Error {
  /** @param address the address that was refused; null if there is none */
  constructor(
    message: string,
    readonly address: string | null,
  ) {
    super(message);
  }
}

/**
 * Resolves a host. If one of its addresses is not allowed, the host is refused, because we cannot choose which address is used. Throws
 * TargetRefused or an error of the resolver.
 */
export async function resolveHost(
  host: string,
  reach: Reach,
  resolve: Resolve,
): Promise<Address[]> {
  const family = isIP(host);
  const addresses = family ? [{ address: host, family }] : await resolve(host);
  if (addresses.length === 0) throw new TargetRefused("The host has no address.", null);
  for (const { address } of addresses) {
    const refusal = refusalOfAddress(address, reach);
    if (!refusal) continue;
    const led = family ? address : `${host} leads to ${address}, which`;
    throw new TargetRefused(`Refused: ${led} ${refusal}.`, address);
  }
  return addresses;
}
