import { counted } from "@/lib/core/counted";
import type { AuditAction } from "./audit-action";
import {
  type AuditText,
  type DoneText,
  type Facts,
  quoted,
  sentences,
  text,
  timeIn,
} from "./fact-text";
import type { AuditLine } from "./list-audit";
import { TOLD } from "./told-text";
import { TONIGHT_DONE } from "./tonight-text";

const MEANS: Record<string, string> = { plex: "with Plex", link: "with the one-time link" };

/** The text of each action that was done. Actions of which only refusals are recorded are missing. */
export const DONE: Readonly<Partial<Record<AuditAction, DoneText>>> = {
  "room.create": () => ({ did: "opened" }),
  "room.delete": () => ({ did: "deleted" }),
  "room.expire": expired,
  "room.replace": () => ({ did: "replaced" }),
  "room.purge": () => ({ did: "deleted", after: "for good" }),
  "room.restore": () => ({ did: "restored" }),
  "room.extend": (facts) => ({ did: "extended", after: byDays(facts.days) }),
  "room.set-expiry": () => ({ did: "changed when", after: "leaves" }),
  ...TOLD,
  "room.lock": () => ({ did: "locked" }),
  "room.unlock": () => ({ did: "unlocked" }),
  ...TONIGHT_DONE,
  "room.take-lease": () => ({ did: "took the lease of" }),
  "session.create": (facts) => ({ did: `signed in ${means(facts)}`.trim() }),
  "session.end": () => ({ did: "signed out" }),
  "session.revoke": (facts) => ({ did: othersOut(facts.sessions) }),
  "link.create": () => ({ did: "made a one-time sign-in link" }),
  "setup.claim": () => ({ did: "became admin with the setup code" }),
  "person.role": (facts) => ({
    did: facts.role === "admin" ? "made admin of" : "took the admin role from",
    why: whatTheyMade(facts),
  }),
  "person.ban": (facts) => ({
    did: "banned",
    why: sentences(quoted(facts.reason), whatTheyMade(facts)),
  }),
  "person.unban": () => ({ did: "let", after: "back in" }),
  "person.time-zone": (facts) => ({
    did: "chose the time zone",
    object: text(facts.timeZone) || "of each browser",
  }),
  "person.erase": () => ({ did: "erased the account data" }),
  "token.create": (facts, line) => ({
    did: "made the token",
    ...forSpace(line),
    why: list(facts.scopes),
  }),
  "token.rotate": () => ({ did: "rotated the token" }),
  "token.set-expiry": () => ({ did: "changed when the token", after: "ends" }),
  "token.revoke": (facts) => ({
    did: "revoked the token",
    why: because(facts) || chain(facts.tokens),
  }),
  "space.create": () => ({ did: "opened the space" }),
  "space.rules": (facts) => ({ did: "changed the rules of", why: rules(facts) }),
  "room.import-trash": () => ({ did: "brought", after: "into the trash" }),
  "rooms.import": (facts, line) => ({
    did: "copied rooms from",
    ...into(line),
    why: tallies(facts),
  }),
  "rooms.export": (facts, line) => ({
    did: `copied the rooms of ${line.spaceName ?? "a space"} to`,
    why: facts.withPasswords ? "With room passwords" : "Without room passwords",
  }),
  "media.import": (facts) => ({
    did: "imported titles for",
    why: counted(Number(facts.films), "film"),
  }),
  "import.upload": () => ({ did: "uploaded rooms for" }),
  "import.check": () => ({ did: "looked through an upload for" }),
  "import.run": (facts) => ({ did: "brought rooms into", why: tallies(facts) }),
  "import.discard": () => ({ did: "threw away an upload for" }),
  "import.undo": (facts) => ({
    did: "took back an import into",
    why: rooms(facts.rooms, "to the trash"),
  }),
  "backup.create": (facts) => ({ did: "backed up everything", why: rooms(facts.rooms, "in it") }),
  "backup.restore": (facts, _line, timeZone) => ({
    did: "restored everything",
    why: `As it was at ${timeIn(timeZone, text(facts.madeAt))}`,
  }),
  "webhook.create": () => ({ did: "made a webhook to" }),
  "webhook.change": () => ({ did: "changed the webhook to" }),
  "webhook.rotate": () => ({ did: "rotated the secret of the webhook to" }),
  "webhook.enable": () => ({ did: "turned on the webhook to" }),
  "webhook.disable": (facts) => ({
    did: "turned off the webhook to",
    why: OFF[text(facts.because)] ?? "",
  }),
  "webhook.delete": () => ({ did: "deleted the webhook to" }),
  "webhook.test": () => ({ did: "sent a test to" }),
  "webhook.replay": (facts) => ({
    did: "sent again to",
    why: counted(Number(facts.deliveries), "message"),
  }),
  "plex-server.create": (_facts, line) => ({ did: "added the Plex server", ...forSpace(line) }),
  "plex-server.change": (facts) => ({
    did: facts.hasNewToken ? "gave a new token for the Plex server" : "changed the Plex server",
  }),
  "plex-server.read": () => ({ did: "asked to read the Plex server" }),
  "plex-server.test": () => ({ did: "tested the Plex server" }),
  "plex-server.delete": () => ({ did: "removed the Plex server" }),
  "job.run": () => ({ did: "ran the job" }),
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

function expired(
  facts: Facts,
  line: AuditLine,
  timeZone: string,
): Partial<AuditText> & { did: string } {
  if (line.actorKind === "person") return { did: "expired" };
  const day = (at: unknown) => timeIn(timeZone, text(at)).slice(0, 10);
  const rated = day(facts.lastRatedAt);
  const active = day(facts.lastActivityAt);
  const last = rated ? `last rating ${rated}` : active && `last activity ${active}`;
  return {
    did: "moved",
    after: "to the trash",
    why: last ? `It expired; ${last}` : "",
  };
}

function because(facts: Facts): string {
  const reason = text(facts.because);
  return reason === "ban" || reason === "demotion" ? BECAUSE[reason] : "";
}

/** "With 2 others of its chain" */
function chain(tokens: unknown): string {
  return typeof tokens === "number" && tokens > 1
    ? `With ${tokens - 1} ${tokens === 2 ? "other" : "others"} of its chain`
    : "";
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
  return `signed out ${counted(Number(sessions), "other browser")}`;
}

function byDays(days: unknown): string {
  const named: Record<string, string> = { 1: "by a day", 7: "by a week", 30: "by a month" };
  return typeof days === "number" ? (named[days] ?? `by ${days} days`) : "";
}

function rules({ idleDays, trashDays, warnDays, roomsMax, roomsPerOwnerMax }: Facts): string {
  const quiet = idleDays === null ? "for ever" : `${idleDays} quiet days`;
  const limits = [
    ...(roomsMax ? [`at most ${counted(Number(roomsMax), "open room")}`] : []),
    ...(roomsPerOwnerMax ? [`${roomsMax ? "" : "at most "}${roomsPerOwnerMax} of one person`] : []),
  ];
  return [`${quiet}, ${warnDays} of warning, ${trashDays} in the trash`, ...limits].join(", ");
}

function forSpace({ spaceName }: AuditLine): { after: string } {
  return { after: spaceName ? `for ${spaceName}` : "" };
}

function into({ spaceName }: AuditLine): { after: string } {
  return { after: spaceName ? `into ${spaceName}` : "" };
}

/** "12 new, 3 joined, 1 left out" */
function tallies(facts: Facts): string {
  const counts: [string, string][] = [
    ["created", "new"],
    ["joined", "joined"],
    ["replaced", "replaced"],
    ["trashCopied", "into the trash"],
    ["skipped", "left out"],
    ["failed", "failed"],
  ];
  const parts = counts.map(([key, word]) => (facts[key] ? `${facts[key]} ${word}` : ""));
  return parts.filter(Boolean).join(", ") || "Nothing was new";
}

function rooms(count: unknown, where: string): string {
  return typeof count === "number" ? `${counted(count, "room")} ${where}` : "";
}

function list(value: unknown): string {
  return Array.isArray(value) ? value.join(" ") : "";
}
