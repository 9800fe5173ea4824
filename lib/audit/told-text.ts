import type { AuditAction } from "./audit-action";
import { type DoneText, sentences, text, timeIn } from "./fact-text";
import { waysText } from "./ways-text";

/** The texts of actions by which owners are told that a room leaves, and by which they say how they want to be told. */
export const TOLD = {
  "room.warn": (facts, _line, timeZone) => ({
    did: "announced that",
    after: "leaves soon",
    why: sentences(timeIn(timeZone, text(facts.leavesAt)), waysText(facts.ways)),
  }),
  "room.mail-warning": (facts) => ({
    did: "told by e-mail that",
    after: "leaves soon",
    why: text(facts.to) && `To ${text(facts.to)}`,
  }),
  "room.push-warning": () => ({ did: "told by push that", after: "leaves soon" }),
  "room.see-warning": () => ({ did: "saw in the overview that", after: "leaves soon" }),
  "person.mail": (facts) => ({ did: `turned mails ${facts.isWanted ? "on" : "off"}` }),
  "person.push": (facts, { subject }) => ({
    did: `turned push messages ${facts.isWanted ? "on" : "off"}${subject ? " for" : ""}`,
    why: facts.isGone ? "The browser takes no more" : "",
  }),
  "person.ask-address": (facts) => ({ did: "gave a mail address", why: text(facts.to) }),
  "person.confirm-address": (facts) => ({ did: "confirmed a mail address", why: text(facts.to) }),
  "person.remove-address": (facts) => ({
    did: "removed the own mail address",
    why: text(facts.to),
  }),
} satisfies Partial<Record<AuditAction, DoneText>>;
