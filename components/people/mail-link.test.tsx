import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { MailLinkVisit } from "@/lib/web/pages/load-mail-link";
import { MailLink } from "./mail-link";

const MAIL: MailLinkVisit = {
  ...{
    id: "wm_1",
    personId: "7",
    personName: "Ines",
    timeZone: "Europe/Vienna",
    zone: "Europe/Vienna",
  },
  ...{ roomId: "rm_1", roomName: "film club", wantsMail: true, usedFor: null, usedAt: null },
  leavesAt: new Date("2026-11-29T19:18:00Z"),
  expiresAt: new Date("2026-11-29T19:18:00Z"),
  state: "open",
};
const USED = { state: "used", usedAt: new Date("2026-11-24T08:00:00Z") } as const;
const LATER = { expiresAt: new Date("2026-12-29T19:18:00Z") };
const LATER_TEXT = "It leaves on Tue 29 Dec 2026, 20:18 Vienna time.";

/** The text of the page, and the acts of its forms in order. */
function draw(more: Partial<MailLinkVisit>, act: string) {
  const page = renderToStaticMarkup(<MailLink mail={{ ...MAIL, ...more }} code="c" act={act} />);
  const acts = [...page.matchAll(/name="act" value="([\w-]+)"/g)].map(([, one]) => one);
  return { text: page.replace(/<[^>]+>/g, ""), acts };
}

test.each([
  [
    "keep",
    {},
    ["keep", "let-go"],
    "Keep “film club”?It leaves on Sun 29 Nov 2026, 20:18 Vienna time.",
  ],
  ["let-go", {}, ["let-go", "keep"], "Let “film club” go?"],
  ["anything", {}, ["keep", "let-go"], "Keep “film club”?"],
  ["quiet", {}, ["quiet"], "No more mails?"],
  ["quiet", { wantsMail: false }, [], "No more mails"],
  ["keep", { ...USED, ...LATER, usedFor: "keep" as const }, [], LATER_TEXT],
  ["let-go", { ...USED, usedFor: "let-go" as const }, [], "It can be restored from the trash."],
  [
    "keep",
    { state: "late" as const },
    [],
    "It is in the trash, so this link does nothing any more.",
  ],
  ["keep", { state: "moved" as const, ...LATER }, [], LATER_TEXT],
  ["keep", { state: "moved" as const, expiresAt: null }, [], "It is kept for ever."],
  ["keep", { state: "lost" as const }, [], "The room belongs to somebody else now"],
])("the link %s of a mail, %o, offers %o", (act, more, acts, said) => {
  const drawn = draw(more, act);
  expect(drawn.acts).toEqual(acts);
  expect(drawn.text).toContain(said);
});
