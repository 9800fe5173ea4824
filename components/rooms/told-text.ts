import { absoluteTime } from "@/components/ui/time-text";
import type { Told } from "@/lib/warnings/read-told";

type Ways = Pick<Told, "warnedAt" | "seenAt" | "mailState" | "mailAt">;

/**
 * By which ways a room's owner and its game server were told that it leaves: "Its owner was told by e-mail on 22 Nov, 09:00, and saw it in
 * the overview on 25 Nov, 19:02. Its game server was told by an event on 22 Nov, 09:00." Null means that it was not announced.
 */
export function toldSentence(told: Ways | null): string {
  if (!told) return "";
  const { warnedAt, seenAt } = told;
  const mail = mailText(told);
  const seen = seenAt ? `saw it in the overview on ${short(seenAt)}` : "";
  const owner =
    seen || mail.isTold
      ? `Its owner ${[mail.isTold && mail.text, seen].filter(Boolean).join(", and ")}.`
      : "";
  const open =
    seen || mail.isTold ? "" : "Its owner has not opened the overview since, which names it.";
  const problem = mail.isTold || !mail.text ? "" : `${mail.text}.`;
  const server = `Its game server was told by an event on ${short(warnedAt)}.`;
  return [owner, open, problem, server].filter(Boolean).join(" ");
}

/** The same in a few words for a list: "told by e-mail on 22 Nov, 09:00". Empty if no mail was taken. */
export function toldByMail(told: Ways | null): string {
  const mail = told && mailText(told);
  return mail?.isTold ? mail.text.replace("was ", "") : "";
}

function mailText({ mailState, mailAt }: Ways): { text: string; isTold: boolean } {
  if (mailState === "sent" && mailAt) {
    return { text: `was told by e-mail on ${short(mailAt)}`, isTold: true };
  }
  const texts = {
    pending: "An e-mail waits to be sent",
    sending: "An e-mail is being sent",
    failed: "The e-mail was refused",
  };
  const isOpen = mailState === "pending" || mailState === "sending" || mailState === "failed";
  return { text: isOpen ? texts[mailState] : "", isTold: false };
}

function short(at: Date): string {
  return absoluteTime(at, "short");
}
