import { escapeHtml } from "@/lib/core/escape-html";
import { shownText } from "@/lib/core/hidden-characters";
import { quoteName } from "@/lib/core/quote-name";
import type { SecretBox } from "@/lib/core/secret-box";
import { MAIL_FONT as FONT, mailButton, mailPage, mailParagraph } from "@/lib/mail/mail-page";
import type { Mail } from "@/lib/mail/send-mail";
import type { Env } from "@/lib/runtime/env";
import type { ClaimedMail } from "./claim-mail";
import { codeOfMail } from "./mail-link";
import { type WarningText, warningText } from "./warning-text";

interface Links {
  keep: string;
  letGo: string;
  overview: string;
  quiet: string;
}

/** The mail that tells a room's owner that it leaves soon, with a text and an HTML part. */
export function mailOf(
  mail: ClaimedMail,
  { secretBox, env }: { secretBox: SecretBox; env: Pick<Env, "publicUrl"> },
): Mail {
  const { publicUrl } = env;
  const code = codeOfMail(secretBox, mail.id);
  const link = (act: string) => `${publicUrl}/leaving?act=${act}&code=${code}`;
  const links = {
    ...{ keep: link("keep"), letGo: link("let-go"), quiet: link("quiet") },
    overview: `${publicUrl}/`,
  };
  const told = warningText(mail);
  return {
    to: mail.address,
    subject: `${quoteName(mail.room.name)} leaves ${told.day}`,
    text: textPart(mail, told, links),
    html: htmlPart(mail, told, links),
    messageId: `<${mail.id}@${new URL(publicUrl).hostname}>`,
    headers: {
      "List-Unsubscribe": `<${publicUrl}/api/mail/quiet?code=${code}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      "Auto-Submitted": "auto-generated",
    },
  };
}

function textPart(mail: ClaimedMail, told: WarningText, links: Links): string {
  const lines = [
    `${quoteName(mail.room.name)} leaves ${told.day}.`,
    `${told.why}`,
    [`Leaves: ${told.moment}`, told.content && `In it: ${told.content}`].filter(Boolean).join("\n"),
    `Keep it for another month:\n${links.keep}`,
    `Let it go now:\n${links.letGo}`,
    "Each link opens a page with a button, and works once. Or do nothing.",
    `For ${shownText(mail.personName)}, who owns the room. The same is said in your overview: ${links.overview}`,
    `No more of these by e-mail:\n${links.quiet}`,
  ];
  return `${lines.join("\n\n")}\n`;
}

function htmlPart(mail: ClaimedMail, told: WarningText, links: Links): string {
  const name = `“<bdi>${escapeHtml(quoteName(mail.room.name).slice(1, -1))}</bdi>”`;
  const row = (label: string, value: string) =>
    `<tr><td class="k2" style="padding:10px 16px 10px 0;border-top:1px solid #DADCD4;color:#5F6A71;font:400 14px/20px ${FONT};width:92px;vertical-align:top">${label}</td><td class="v2" style="padding:10px 0;border-top:1px solid #DADCD4;color:#17212A;font:400 15px/21px ${FONT}">${escapeHtml(value)}</td></tr>`;
  const anchor = (href: string, label: string) =>
    `<a class="lk" href="${escapeHtml(href)}" style="color:#17212A">${label}</a>`;
  return mailPage({
    subject: `${quoteName(mail.room.name)} leaves ${told.day}`,
    title: `${name} leaves <span class="wn" style="color:#855A08">${escapeHtml(told.day)}</span>.`,
    body: [
      mailParagraph(escapeHtml(told.why)),
      `<table width="100%" cellpadding="0" cellspacing="0" border="0" role="presentation">${row("Leaves", told.moment)}${told.content ? row("In it", told.content) : ""}</table>`,
      mailButton(links.keep, "Keep it for another month"),
      mailParagraph(
        `Or ${anchor(links.letGo, "let it go now")}, or do nothing. Each link opens a page with a button, and works once.`,
        "margin:18px 0 0",
      ),
    ].join("\n"),
    foot: `For <bdi>${escapeHtml(shownText(mail.personName))}</bdi>, who owns the room. The same is said in your ${anchor(links.overview, "overview")}. ${anchor(links.quiet, "No more of these by e-mail")}: you are then told in the overview only.`,
  });
}
