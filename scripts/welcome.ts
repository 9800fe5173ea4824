import { LIMITS } from "@/lib/core/limits";
import type { SignInLink } from "@/lib/people/create-sign-in-link";
import type { FirstToken } from "@/lib/tokens/ensure-first-token";

export interface Welcome {
  /** A paragraph that comes first after the address, or nothing. */
  note: string;
  address: string;
  /** Null once an admin was claimed. */
  setupCode: string | null;
  link: SignInLink;
  /** Null but at the first start. */
  firstToken: FirstToken | null;
}

/** What a start prints: where the door is and how to get in. */
export function welcome({ note, address, setupCode, link, firstToken }: Welcome): string {
  const lines = [`Roomkeeper is open at ${address}`, ""];
  if (setupCode) {
    lines.push(`Setup code    ${setupCode}`);
    lines.push("              Sign in with Plex, then enter it at /setup to become the admin.", "");
  }
  lines.push(`Sign-in link  ${link.url}`);
  lines.push(
    `              Lets the admin in without Plex, once, within ${LIMITS.adminLinkMinutes} minutes.`,
  );
  if (firstToken) {
    lines.push("", `First token   ${firstToken.token}`);
    lines.push(
      `              For the game server of the space “${firstToken.spaceName}”. It is shown this once.`,
    );
  }
  lines.splice(2, 0, ...note.split("\n").slice(0, -1));
  return `${lines.join("\n")}\n\nCtrl-C closes it.\n`;
}
