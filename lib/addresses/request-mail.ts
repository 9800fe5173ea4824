import { escapeHtml } from "@/lib/core/escape-html";
import { LIMITS } from "@/lib/core/limits";
import type { SecretBox } from "@/lib/core/secret-box";
import { mailButton, mailPage, mailParagraph } from "@/lib/mail/mail-page";
import type { Mail } from "@/lib/mail/send-mail";
import type { Env } from "@/lib/runtime/env";
import { codeOfRequest } from "./address-link";
import type { ClaimedRequest } from "./claim-request";

/**
 * The mail that asks whether an address is right. It may go to a stranger, so it contains nothing that the person who gave the address
 * could write, not even their name.
 */
export function requestMail(
  request: ClaimedRequest,
  { secretBox, env }: { secretBox: SecretBox; env: Pick<Env, "publicUrl"> },
): Mail {
  const { host, hostname } = new URL(env.publicUrl);
  const link = `${env.publicUrl}/confirm-address?code=${codeOfRequest(secretBox, request.id)}`;
  const subject = "Is this your address?";
  const why = `Somebody with an account of the Roomkeeper at ${host} gave this address, to be told when a room of theirs leaves soon.`;
  const end = `The link opens a page with a button, works once, and ends after ${LIMITS.addressLinkHours} hours.`;
  const ignore = "If it was not you, do nothing: the address is not used then.";
  return {
    to: request.address,
    subject,
    text: `${why}\n\nIf it was you, confirm the address:\n${link}\n\n${end}\n\n${ignore}\n`,
    html: mailPage({
      subject,
      title: subject,
      body: [
        mailParagraph(escapeHtml(why)),
        mailButton(link, "Confirm the address"),
        mailParagraph(escapeHtml(end), "margin:18px 0 0"),
      ].join("\n"),
      foot: escapeHtml(ignore),
    }),
    messageId: `<${request.id}@${hostname}>`,
    headers: { "Auto-Submitted": "auto-generated" },
  };
}
