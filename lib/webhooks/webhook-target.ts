import { type Reach, refusalOfAddress } from "@/lib/outbound/target";

/** The values of WEBHOOKS_ALLOW_PRIVATE. Each allows what the ones before it allow. */
const SETTINGS = ["never", "lan", "loopback"] as const;
type Setting = (typeof SETTINGS)[number];

/** What a webhook may reach, given the admin's choice and the setting WEBHOOKS_ALLOW_PRIVATE. */
export function reachOf(allowPrivate: boolean, setting: Setting): Reach {
  return {
    privateNetwork: allowPrivate && setting !== "never",
    loopback: allowPrivate && setting === "loopback",
  };
}

/** What would allow a refused address, as a sentence for the admin; empty if nothing would. */
export function wayToAllow(address: string, setting: Setting): string {
  const needed = SETTINGS.find((one) => refusalOfAddress(address, reachOf(true, one)) === null);
  if (needed === undefined) return "";
  const box = "the box “This is in my own network”";
  if (SETTINGS.indexOf(needed) <= SETTINGS.indexOf(setting)) {
    const more = needed === "loopback" ? ", which includes this machine," : "";
    return `Tick ${box}${more} to allow it.`;
  }
  return `The server's setting WEBHOOKS_ALLOW_PRIVATE is ${setting}. If it is ${needed}, ${box} allows it.`;
}
