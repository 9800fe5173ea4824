import { LIMITS } from "@/lib/core/limits";
import type { SignInLink } from "@/lib/sign-in/create-sign-in-link";
import type { FirstToken } from "@/lib/spaces/ensure-first-token";

export interface Welcome {
  /** A paragraph that comes first after the address, or nothing. */
  note: string;
  address: string;
  /** The addresses for other devices on the network, if PUBLIC_URL is not set. */
  networkAddresses: string[];
  /** Null if there is an admin already. */
  setupCode: string | null;
  link: SignInLink;
  /** Null except at the first start. */
  firstToken: FirstToken | null;
}

/** The text that a start prints: the address and how to sign in. */
export function welcome(given: Welcome): string {
  const { note, address, networkAddresses, setupCode, link, firstToken } = given;
  const lines = [`Roomkeeper is open at ${address}`];
  for (const other of networkAddresses) lines.push(`On this network:      ${other}`);
  lines.push("", ...note.split("\n").slice(0, -1));
  if (setupCode) {
    lines.push(`Setup code    ${setupCode}`);
    lines.push("              Sign in with Plex, then enter it at /setup to become the admin.", "");
  }
  lines.push(`Sign-in link  ${link.url}`);
  lines.push(
    `              Lets the admin in without Plex, once, within ${LIMITS.adminLinkMinutes} minutes.`,
  );
  const [elsewhere] = networkAddresses;
  if (elsewhere) {
    lines.push(`              On another device, put ${elsewhere} in place of ${address}.`);
  }
  if (firstToken) {
    lines.push("", `First token   ${firstToken.token}`);
    lines.push(
      `              For the game server of the space “${firstToken.spaceName}”. It is shown this once.`,
    );
  }
  return `${lines.join("\n")}\n\nCtrl-C closes it.\n`;
}
