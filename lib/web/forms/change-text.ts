import { counted } from "@/lib/core/counted";
import type { SentForm } from "@/lib/sessions/kept-change";

/** The room that a form changes: its name in quotes, or "a room" if the reader may not know the name. */
type Named = { room: string };
type ChangeText = string | ((form: SentForm, named: Named) => string);

/** What each form of the dashboard does, as the end of "Sign in to finish:". Forms with null are not kept when the session has ended. */
const CHANGES: Record<string, ChangeText | null> = {
  "account/address": null,
  "account/address/remove": "remove your own mail address",
  "account/erase": "erase your account data",
  "account/mail": "change whether you are told by e-mail",
  "account/push": null,
  "account/push/remove": "turn push messages off for a browser",
  "account/zone": "change the zone that times are shown in",
  "changes/drop": null,
  "confirm-address": null,
  export: null,
  imports: null,
  "imports/[id]/check": "look through an import",
  "imports/[id]/discard": "throw an import away",
  "imports/[id]/run": "carry out an import",
  "imports/[id]/undo": "undo an import",
  "jobs/mail": "send the mails now",
  "jobs/push": "send the push messages now",
  "jobs/sweep": "run the sweeper now",
  "jobs/webhooks": "look at the webhooks now",
  "jobs/plex": "read the Plex servers now",
  "jobs/warnings": "announce the rooms that leave now",
  leaving: null,
  "people/[id]/ban": "ban an account",
  "people/[id]/role": "change an account’s role",
  "people/[id]/unban": "lift a ban",
  "plex-servers": null,
  "plex-servers/[id]": null,
  "plex-servers/[id]/delete": "remove a Plex server",
  "plex-servers/[id]/read": "read a Plex server now",
  "plex-servers/[id]/test": "test a Plex server",
  "rooms/[id]/change-link": (_form, { room }) => `change the link for the group of ${room}`,
  "rooms/[id]/delete": (_form, { room }) => `delete ${room}`,
  "rooms/[id]/expire": (_form, { room }) => `expire ${room} now`,
  "rooms/[id]/expiry": (_form, { room }) => `change how long ${room} stays`,
  "rooms/[id]/extend": (_form, { room }) => `extend ${room}`,
  "rooms/[id]/lock": (_form, { room }) => `lock ${room}`,
  "rooms/[id]/make-link": (_form, { room }) => `make a link for the group of ${room}`,
  "rooms/[id]/mark-watched": (_form, { room }) => `mark a film of ${room} as watched`,
  "rooms/[id]/pick-film": (_form, { room }) => `pick a film of ${room} for the evening`,
  "rooms/[id]/purge": (_form, { room }) => `delete ${room} for good`,
  "rooms/[id]/restore": (_form, { room }) => `restore ${room}`,
  "rooms/[id]/switch-off-link": (_form, { room }) => `switch off the link for the group of ${room}`,
  "rooms/[id]/switch-on-link": (_form, { room }) => `switch on the link for the group of ${room}`,
  "rooms/[id]/unlock": (_form, { room }) => `unlock ${room}`,
  "rooms/[id]/unmark-watched": (_form, { room }) => `take the watched mark off a film of ${room}`,
  "rooms/[id]/unpick-film": (_form, { room }) => `take back the film picked in ${room}`,
  "rooms/bulk": bulkText,
  "sessions/acknowledge": null,
  "sessions/sign-out": null,
  "sessions/sign-out-others": "sign out your other browsers",
  setup: "enter the setup code",
  "sign-in/link": null,
  spaces: "make a space",
  "spaces/[id]/rules": "change a space’s rules",
  theme: null,
  titles: null,
  tokens: "make a token",
  "tokens/[id]/expiry": "change when a token ends",
  "tokens/[id]/revoke": "revoke a token",
  "tokens/[id]/rotate": "rotate a token",
  "tokens/shown": null,
  webhooks: "add a webhook",
  "webhooks/[id]": "change a webhook",
  "webhooks/[id]/delete": "delete a webhook",
  "webhooks/[id]/disable": "switch a webhook off",
  "webhooks/[id]/enable": "switch a webhook on",
  "webhooks/[id]/replay": "send a webhook’s message again",
  "webhooks/[id]/replay-since": "send a webhook’s messages again",
  "webhooks/[id]/rotate": "rotate a webhook’s secret",
  "webhooks/[id]/test": "test a webhook",
  "webhooks/shown": null,
  zone: null,
};

const PATTERNS = Object.entries(CHANGES).map(([route, text]) => ({
  route,
  text,
  pattern: new RegExp(`^/api/dashboard/${route.replaceAll("[id]", "([^/]+)")}$`),
}));

/** The routes in the list above, by the names of their folders. A test compares them with the folders. */
export const KNOWN_CHANGES: readonly string[] = Object.keys(CHANGES);

/** Whether a form to this path is kept until its sender has signed in again. */
export function isKept(action: string): boolean {
  return Boolean(routeOf(action)?.text);
}

/** Whether a form to this path has a field with a secret, which no page may contain. */
export function carriesSecret(action: string): boolean {
  return ["plex-servers", "plex-servers/[id]"].includes(routeOf(action)?.route ?? "");
}

/** The id of the room that a form changes, or null. */
export function roomIdOf(action: string): string | null {
  return /^\/api\/dashboard\/rooms\/([^/]+)\/[^/]+$/.exec(action)?.[1] ?? null;
}

/** What the form does, as a part of a sentence: "delete “Attic”". */
export function changeText(form: SentForm, named: Named): string {
  const text = routeOf(form.action)?.text ?? "your change";
  return typeof text === "string" ? text : text(form, named);
}

function routeOf(action: string) {
  // A route without a parameter comes before one with a parameter: `rooms/bulk` is not a room.
  const fits = PATTERNS.filter(({ pattern }) => pattern.test(action));
  return fits.find(({ route }) => !route.includes("[id]")) ?? fits[0];
}

function bulkText({ fields }: SentForm): string {
  const verbs: Record<string, string> = {
    extend: "extend",
    expire: "expire now",
    delete: "delete",
    restore: "restore",
    purge: "delete for good",
  };
  if (fields.action === "undo") return "take back the last change of several rooms";
  const verb = verbs[String(fields.action)] ?? "change";
  if (fields.trash) return "empty the trash";
  if (fields.all) return `${verb}: every room of the list`;
  return `${verb}: ${counted([fields.room ?? []].flat().length, "room")}`;
}
