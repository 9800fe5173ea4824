import { absoluteTime } from "@/components/ui/time-text";
import type { Told } from "@/lib/warnings/read-told";

type Ways = Pick<Told, "warnedAt" | "seenAt" | "mailState" | "mailAt" | "pushState" | "pushAt">;

/**
 * By which ways a room's owner and its game server were told that it leaves: "Its owner was told by e-mail on 22 Nov, 09:00, and saw it in
 * the overview on 25 Nov, 19:02. Its game server was told by an event on 22 Nov, 09:00." Null means that it was not announced.
 */
export function toldSentence(told: Ways | null): string {
  if (!told) return "";
  const { warnedAt, seenAt } = told;
  const ways = toldOutside(told);
  const seen = seenAt ? `saw it in the overview on ${short(seenAt)}` : "";
  const parts = [ways && `was ${ways}`, seen].filter(Boolean).join(", and ");
  const owner = parts
    ? `Its owner ${parts}.`
    : "Its owner has not opened the overview since, which names it.";
  const server = `Its game server was told by an event on ${short(warnedAt)}.`;
  return [owner, ...openTexts(told), server].filter(Boolean).join(" ");
}

/** The same in a few words for a list: "told by e-mail on 22 Nov, 09:00". Empty if no mail and no push message was taken. */
export function toldOutside(told: Ways | null): string {
  if (!told) return "";
  const { mailState, mailAt, pushState, pushAt } = told;
  const ways = [
    mailState === "sent" && mailAt ? `by e-mail on ${short(mailAt)}` : "",
    pushState === "sent" && pushAt ? `by push on ${short(pushAt)}` : "",
  ].filter(Boolean);
  return ways.length > 0 ? `told ${ways.join(" and ")}` : "";
}

/** What waits or was refused, one sentence each. */
function openTexts({ mailState, pushState }: Ways): string[] {
  const mail = {
    pending: "An e-mail waits to be sent.",
    sending: "An e-mail is being sent.",
    failed: "The e-mail was refused.",
  };
  const push = {
    pending: "A push message waits to be sent.",
    sending: "A push message is being sent.",
    failed: "The push message was refused.",
  };
  const isOpen = (state: string | null): state is keyof typeof mail =>
    state !== null && state in mail;
  return [isOpen(mailState) ? mail[mailState] : "", isOpen(pushState) ? push[pushState] : ""];
}

function short(at: Date): string {
  return absoluteTime(at, "short");
}
