import { expect, test } from "vitest";
import { toldOutside, toldSentence } from "./told-text";

const warnedAt = new Date("2026-11-22T08:00:00Z");
const seenAt = new Date("2026-11-25T18:02:00Z");
const mailAt = new Date("2026-11-22T08:01:00Z");
const SERVER = "Its game server was told by an event on 22 Nov, 08:00.";
const UNSEEN = "Its owner has not opened the overview since, which names it.";

test.each([
  [
    "by mail and seen",
    "sent",
    seenAt,
    "Its owner was told by e-mail on 22 Nov, 08:01, and saw it in the overview on 25 Nov, 18:02.",
  ],
  ["by mail", "sent", null, "Its owner was told by e-mail on 22 Nov, 08:01."],
  ["seen", null, seenAt, "Its owner saw it in the overview on 25 Nov, 18:02."],
  ["not yet", null, null, UNSEEN],
  ["a mail that was dropped", "dropped", null, UNSEEN],
  ["a mail that waits", "pending", null, `${UNSEEN} An e-mail waits to be sent.`],
  [
    "a mail that was refused",
    "failed",
    seenAt,
    "Its owner saw it in the overview on 25 Nov, 18:02. The e-mail was refused.",
  ],
] as const)("%s", (_, mailState, seen, said) => {
  const told = {
    warnedAt,
    seenAt: seen,
    mailState,
    mailAt: mailState === "sent" ? mailAt : null,
    pushState: null,
    pushAt: null,
  };
  expect(toldSentence(told)).toBe(`${said} ${SERVER}`);
  expect(toldOutside(told)).toBe(mailState === "sent" ? "told by e-mail on 22 Nov, 08:01" : "");
});

const PUSHED = "was told by push on 22 Nov, 08:01";
test.each([
  ["taken", null, "sent", null, `Its owner ${PUSHED}.`, "told by push on 22 Nov, 08:01"],
  [
    ...(["taken, as a mail", "sent", "sent", seenAt] as const),
    "Its owner was told by e-mail on 22 Nov, 08:01 and by push on 22 Nov, 08:01, and saw it in the overview on 25 Nov, 18:02.",
    "told by e-mail on 22 Nov, 08:01 and by push on 22 Nov, 08:01",
  ],
  ["waiting", null, "pending", null, `${UNSEEN} A push message waits to be sent.`, ""],
  [
    ...(["refused, as the mail", "failed", "failed", null] as const),
    `${UNSEEN} The e-mail was refused. The push message was refused.`,
    "",
  ],
] as const)("a push message: %s", (_, mailState, pushState, seen, said, listed) => {
  const at = (state: string | null) => (state === "sent" ? mailAt : null);
  const told = {
    ...{ warnedAt, seenAt: seen, mailState, mailAt: at(mailState) },
    ...{ pushState, pushAt: at(pushState) },
  };
  expect(toldSentence(told)).toBe(`${said} ${SERVER}`);
  expect(toldOutside(told)).toBe(listed);
});

test("a room that was not announced has no sentence", () => {
  expect([toldSentence(null), toldOutside(null)]).toEqual(["", ""]);
});
