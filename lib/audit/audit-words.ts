import { counted } from "@/lib/core/counted";
import { wallTime, zoneInWords } from "@/lib/core/time-zone";
import type { AuditLine } from "./list-audit";
import { CODES, REASONS } from "./refusal-words";

/** A line in words: `did` and then what it was done to (a room, or `object`), `after` behind that, and why. */
export interface AuditWords {
  did: string;
  object: string | null;
  after: string;
  why: string;
}

type Facts = Record<string, unknown>;
type Wording = (
  facts: Facts,
  line: AuditLine,
  timeZone: string,
) => Partial<AuditWords> & { did: string };

const MEANS: Record<string, string> = { plex: "with Plex", link: "with the one-time link" };

/** What each action is called when it was done; the second text is for when it was only tried. */
const WORDINGS: Record<string, [Wording, string]> = {
  "room.create": [() => ({ did: "opened" }), "open"],
  "room.delete": [() => ({ did: "deleted" }), "delete"],
  "room.expire": [expired, "expire"],
  "room.replace": [() => ({ did: "replaced" }), "replace"],
  "room.purge": [() => ({ did: "deleted", after: "for good" }), "delete for good"],
  "room.restore": [() => ({ did: "restored" }), "restore"],
  "room.extend": [(facts) => ({ did: "extended", after: byDays(facts.days) }), "extend"],
  "room.set-expiry": [() => ({ did: "changed when", after: "leaves" }), "change the expiry of"],
  "room.lock": [() => ({ did: "locked" }), "lock"],
  "room.unlock": [() => ({ did: "unlocked" }), "unlock"],
  "room.take-lease": [() => ({ did: "took the lease of" }), "hold"],
  "session.create": [(facts) => ({ did: `signed in ${means(facts)}` }), "sign in"],
  "session.end": [() => ({ did: "signed out" }), "sign out"],
  "session.revoke": [(facts) => ({ did: othersOut(facts.sessions) }), "sign out other browsers"],
  "link.create": [() => ({ did: "made a one-time sign-in link" }), "make a sign-in link"],
  "setup.claim": [() => ({ did: "became admin with the setup code" }), "use the setup code"],
  "person.role": [
    (facts) => ({
      did: facts.role === "admin" ? "made admin of" : "took the admin role from",
      why: whatTheyMade(facts),
    }),
    "change the role of",
  ],
  "person.ban": [
    (facts) => ({ did: "banned", why: sentences(quoted(facts.reason), whatTheyMade(facts)) }),
    "ban",
  ],
  "person.unban": [() => ({ did: "let back in" }), "let back in"],
  "person.time-zone": [
    (facts) => ({ did: "chose the time zone", object: text(facts.timeZone) || "of each browser" }),
    "choose a time zone",
  ],
  "person.erase": [() => ({ did: "erased the account data" }), "erase the account data"],
  "token.create": [
    (facts, line) => ({
      did: "made the token",
      after: line.spaceName ? `for ${line.spaceName}` : "",
      why: list(facts.scopes),
    }),
    "make a token",
  ],
  "token.rotate": [() => ({ did: "rotated the token" }), "rotate a token"],
  "token.set-expiry": [() => ({ did: "changed when the token ends" }), "change a token"],
  "token.revoke": [
    (facts) => ({ did: "revoked the token", why: because(facts) || family(facts.tokens) }),
    "revoke a token",
  ],
  "space.create": [() => ({ did: "opened the space" }), "open a space"],
  "space.rules": [
    (facts) => ({ did: "changed the house rules of", why: rules(facts) }),
    "change house rules",
  ],
  "room.lay": [() => ({ did: "brought", after: "into the trash" }), "bring into the trash"],
  "rooms.import": [
    (facts, line) => ({ did: "copied rooms from", ...into(line), why: tallies(facts) }),
    "copy rooms",
  ],
  "rooms.export": [
    (facts, line) => ({
      did: `copied the rooms of ${line.spaceName ?? "a space"} to`,
      why: facts.withPasswords ? "With room passwords" : "Without room passwords",
    }),
    "take out the rooms of",
  ],
  "import.upload": [() => ({ did: "uploaded rooms for" }), "upload rooms"],
  "import.check": [() => ({ did: "looked through an upload for" }), "look through an upload for"],
  "import.run": [
    (facts) => ({ did: "brought rooms into", why: tallies(facts) }),
    "bring rooms into",
  ],
  "import.discard": [() => ({ did: "threw away an upload for" }), "throw away an upload"],
  "import.undo": [
    (facts) => ({ did: "took back an import into", why: rooms(facts.rooms, "to the trash") }),
    "take back an import",
  ],
  "backup.create": [
    (facts) => ({ did: "backed up everything", why: rooms(facts.rooms, "in it") }),
    "back up everything",
  ],
  "backup.restore": [
    (facts, _line, timeZone) => ({
      did: "restored everything",
      why: `As it was at ${timeIn(timeZone, text(facts.madeAt))}`,
    }),
    "restore everything",
  ],
  "webhook.create": [() => ({ did: "made a webhook to" }), "make a webhook"],
  "webhook.change": [() => ({ did: "changed the webhook to" }), "change a webhook"],
  "webhook.rotate": [() => ({ did: "rotated the secret of the webhook to" }), "rotate a secret"],
  "webhook.enable": [() => ({ did: "turned on the webhook to" }), "turn on a webhook"],
  "webhook.disable": [
    (facts) => ({ did: "turned off the webhook to", why: OFF[text(facts.because)] ?? "" }),
    "turn off a webhook",
  ],
  "webhook.delete": [() => ({ did: "deleted the webhook to" }), "delete a webhook"],
  "webhook.test": [() => ({ did: "sent a test to" }), "send a test"],
  "webhook.replay": [
    (facts) => ({ did: "sent again to", why: counted(Number(facts.deliveries), "message") }),
    "send messages again",
  ],
  "job.run": [() => ({ did: "ran the job" }), "run the job"],
};

const BECAUSE = {
  ban: "Whoever made it was banned",
  demotion: "Whoever made it is no longer an admin",
};

const OFF: Record<string, string> = {
  gone: "It answered 410: it wants no more",
  failing: "Nothing got through for days",
  ban: BECAUSE.ban,
  demotion: BECAUSE.demotion,
};

/** The text of one line of the audit log; its times are in `timeZone`. */
export function auditWords(line: AuditLine, timeZone = "UTC"): AuditWords {
  const facts = line.detail ?? {};
  const [wording, tried] = WORDINGS[line.action] ?? [
    () => ({ did: line.action.replaceAll(/[.-]/g, " ") }),
    line.action.replaceAll(/[.-]/g, " "),
  ];
  const object = line.roomName === null ? line.subject : null;
  const reason = text(facts.reason);
  if (line.outcome !== "done") {
    const why = REASONS[reason] ?? CODES[line.code ?? ""] ?? line.code ?? "";
    return { did: `tried to ${tried}`, object, after: "", why };
  }
  const why = quoted(reason);
  return { object, after: "", why, ...wording(facts, line, timeZone) };
}

/** "2026-11-19 20:18 UTC", or an empty text if the value is not a time. */
function timeIn(timeZone: string, iso: string): string {
  const atMs = Date.parse(iso);
  return Number.isNaN(atMs) ? "" : `${wallTime(timeZone, atMs)} ${zoneInWords(timeZone)}`;
}

function expired(
  facts: Facts,
  line: AuditLine,
  timeZone: string,
): Partial<AuditWords> & { did: string } {
  if (line.actorKind === "person") return { did: "expired" };
  const last = timeIn(timeZone, text(facts.lastActivityAt)).slice(0, 10);
  return {
    did: "moved",
    after: "to the trash",
    why: last ? `Its time was up; last rating ${last}` : "",
  };
}

function quoted(reason: unknown): string {
  return text(reason) ? `“${text(reason)}”` : "";
}

function sentences(...given: string[]): string {
  return given.filter(Boolean).join(". ");
}

function because(facts: Facts): string {
  const reason = text(facts.because);
  return reason === "ban" || reason === "demotion" ? BECAUSE[reason] : "";
}

/** "With 2 of its family" */
function family(tokens: unknown): string {
  return typeof tokens === "number" && tokens > 1 ? `With ${tokens - 1} of its family` : "";
}

/** "What they made (2 tokens, 1 webhook) was kept" */
function whatTheyMade({ made, tokens, webhooks }: Facts): string {
  if (Number(tokens ?? 0) + Number(webhooks ?? 0) === 0) return "";
  const many = [counted(Number(tokens), "token"), counted(Number(webhooks), "webhook")];
  const what = `What they made (${many.join(", ")})`;
  return made === "revoke" ? `${what} was revoked and turned off` : `${what} was kept`;
}

function means(facts: Facts): string {
  return MEANS[text(facts.method)] ?? "";
}

function othersOut(sessions: unknown): string {
  return sessions === 1 ? "signed out another browser" : `signed out ${sessions} other browsers`;
}

function byDays(days: unknown): string {
  const named: Record<string, string> = { 1: "by a day", 7: "by a week", 30: "by a month" };
  return typeof days === "number" ? (named[days] ?? `by ${days} days`) : "";
}

function rules({ idleDays, trashDays, warnDays }: Facts): string {
  const quiet = idleDays === null ? "for ever" : `${idleDays} quiet days`;
  return `${quiet}, ${warnDays} of grace, ${trashDays} in the trash`;
}

function into({ spaceName }: AuditLine): { after: string } {
  return { after: spaceName ? `into ${spaceName}` : "" };
}

/** "12 new, 3 joined, 1 left out" */
function tallies(facts: Facts): string {
  const words: [string, string][] = [
    ["created", "new"],
    ["joined", "joined"],
    ["replaced", "replaced"],
    ["trashCopied", "into the trash"],
    ["skipped", "left out"],
    ["failed", "failed"],
  ];
  const parts = words.map(([key, word]) => (facts[key] ? `${facts[key]} ${word}` : ""));
  return parts.filter(Boolean).join(", ") || "Nothing was new";
}

function rooms(count: unknown, where: string): string {
  return typeof count === "number" ? `${counted(count, "room")} ${where}` : "";
}

function list(value: unknown): string {
  return Array.isArray(value) ? value.join(" ") : "";
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
