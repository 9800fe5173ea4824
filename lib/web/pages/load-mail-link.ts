import { newId } from "@/lib/core/ids";
import { isTimeZone } from "@/lib/core/time-zone";
import { getServices } from "@/lib/runtime/services";
import { type LinkedMail, readMailLink } from "@/lib/warnings/read-mail-link";
import { forPage } from "./for-page";

/** What the link of a mail leads to, for a visitor who need not be signed in, with a zone in which to show times. */
export interface MailLinkVisit extends LinkedMail {
  zone: string;
}

/** Loads what a link leads to; null for a link that this installation did not make. */
export async function loadMailLink(code: unknown): Promise<MailLinkVisit | null> {
  if (typeof code !== "string" || code === "") return null;
  return forPage(async () => {
    const ctx = {
      actor: { kind: "nobody" },
      requestId: newId("rq"),
      services: getServices(),
    } as const;
    const mail = await readMailLink(ctx, code);
    const zone = mail?.timeZone && isTimeZone(mail.timeZone) ? mail.timeZone : "UTC";
    return mail && { ...mail, zone };
  });
}
