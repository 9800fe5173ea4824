import { escapeHtml } from "@/lib/core/escape-html";
import { shownText } from "@/lib/core/hidden-characters";
import { quoteName } from "@/lib/core/quote-name";
import type { SecretBox } from "@/lib/core/secret-box";
import type { Mail } from "@/lib/mail/send-mail";
import type { Env } from "@/lib/runtime/env";
import type { ClaimedMail } from "./claim-mail";
import { codeOfMail } from "./mail-link";
import { type WarningText, warningText } from "./warning-text";

const FONT = "Onest,-apple-system,'Segoe UI',Roboto,Arial,sans-serif";
const SERIF = "'Source Serif 4',Georgia,serif";

/** The colours of the night, for readers that know `prefers-color-scheme`. */
const STYLE = `:root{color-scheme:light dark}body{margin:0;padding:0}
@media (max-width:480px){.pad{padding:24px 20px!important}.t1{font-size:25px!important;line-height:31px!important}.bt a{display:block!important;text-align:center}}
@media (prefers-color-scheme:dark){body,.bg{background:#0E1519!important}.card{background:#172127!important;border-color:#243037!important}
.t1,.v2,.br,.lk{color:#E9E6DC!important}.tx{color:#B4B8B3!important}.k2,.ft{color:#98A29F!important}.k2,.v2{border-color:#243037!important}
.wn{color:#E2B25A!important}.bt a{background:#E9E6DC!important;color:#0E1519!important;border-color:#E9E6DC!important}.gem{color:#D3A14A!important}}`;

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
  const subject = escapeHtml(`${quoteName(mail.room.name)} leaves ${told.day}`);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${subject}</title>
<style>${STYLE}</style></head>
<body class="bg" style="margin:0;background:#F6F6F2">
<table role="presentation" class="bg" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#F6F6F2"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" class="card" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px;background:#FDFDFB;border:1px solid #DADCD4;border-radius:10px"><tr><td class="pad" align="left" style="padding:32px 40px 36px">
<p class="br" style="margin:0 0 28px;color:#17212A;font:500 16px/20px ${SERIF}"><span class="gem" aria-hidden="true" style="color:#AD7920">&#9670;</span>&nbsp; Roomkeeper</p>
<h1 class="t1" style="margin:0;color:#17212A;font:400 30px/36px ${SERIF}">${name} leaves <span class="wn" style="color:#855A08">${escapeHtml(told.day)}</span>.</h1>
<p class="tx" style="margin:14px 0 22px;color:#465159;font:400 16px/25px ${FONT}">${escapeHtml(told.why)}</p>
<table width="100%" cellpadding="0" cellspacing="0" border="0" role="presentation">${row("Leaves", told.moment)}${told.content ? row("In it", told.content) : ""}</table>
<p class="bt" style="margin:26px 0 0"><a href="${escapeHtml(links.keep)}" style="display:inline-block;background:#17212A;color:#F6F6F2;border:1px solid #17212A;border-radius:6px;padding:14px 24px;font:500 16px/20px ${FONT};text-decoration:none">Keep it for another month</a></p>
<p class="tx" style="margin:18px 0 0;color:#465159;font:400 15px/23px ${FONT}">Or ${anchor(links.letGo, "let it go now")}, or do nothing. Each link opens a page with a button, and works once.</p>
</td></tr></table>
<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px"><tr><td class="ft" align="left" style="padding:18px 8px;color:#5F6A71;font:400 13px/20px ${FONT}">For <bdi>${escapeHtml(shownText(mail.personName))}</bdi>, who owns the room. The same is said in your ${anchor(links.overview, "overview")}. ${anchor(links.quiet, "No more of these by e-mail")}: you are then told in the overview only.</td></tr></table>
</td></tr></table></body></html>
`;
}
