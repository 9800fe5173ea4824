import { escapeHtml } from "@/lib/core/escape-html";

/** The fonts of a mail, as values of inline styles. */
export const MAIL_FONT = "Onest,-apple-system,'Segoe UI',Roboto,Arial,sans-serif";
export const MAIL_SERIF = "'Source Serif 4',Georgia,serif";

/** The colours of the night, for readers that know `prefers-color-scheme`. */
const STYLE = `:root{color-scheme:light dark}body{margin:0;padding:0}
@media (max-width:480px){.pad{padding:24px 20px!important}.t1{font-size:25px!important;line-height:31px!important}.bt a{display:block!important;text-align:center}}
@media (prefers-color-scheme:dark){body,.bg{background:#0E1519!important}.card{background:#172127!important;border-color:#243037!important}
.t1,.v2,.br,.lk{color:#E9E6DC!important}.tx{color:#B4B8B3!important}.k2,.ft{color:#98A29F!important}.k2,.v2{border-color:#243037!important}
.wn{color:#E2B25A!important}.bt a{background:#E9E6DC!important;color:#0E1519!important;border-color:#E9E6DC!important}.gem{color:#D3A14A!important}}`;

/**
 * The HTML part of a mail: a card with a title and a text, and a line below it, as tables with inline styles and without pictures.
 * @param subject plain text; `title`, `body` and `foot` are HTML
 */
export function mailPage(page: {
  subject: string;
  title: string;
  body: string;
  foot: string;
}): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${escapeHtml(page.subject)}</title>
<style>${STYLE}</style></head>
<body class="bg" style="margin:0;background:#F6F6F2">
<table role="presentation" class="bg" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#F6F6F2"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" class="card" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px;background:#FDFDFB;border:1px solid #DADCD4;border-radius:10px"><tr><td class="pad" align="left" style="padding:32px 40px 36px">
<p class="br" style="margin:0 0 28px;color:#17212A;font:500 16px/20px ${MAIL_SERIF}"><span class="gem" aria-hidden="true" style="color:#AD7920">&#9670;</span>&nbsp; Roomkeeper</p>
<h1 class="t1" style="margin:0;color:#17212A;font:400 30px/36px ${MAIL_SERIF}">${page.title}</h1>
${page.body}
</td></tr></table>
<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px"><tr><td class="ft" align="left" style="padding:18px 8px;color:#5F6A71;font:400 13px/20px ${MAIL_FONT}">${page.foot}</td></tr></table>
</td></tr></table></body></html>
`;
}

/** A paragraph below the title; `text` is HTML. */
export function mailParagraph(text: string, style = "margin:14px 0 22px"): string {
  return `<p class="tx" style="${style};color:#465159;font:400 16px/25px ${MAIL_FONT}">${text}</p>`;
}

/** The one button of a mail. */
export function mailButton(href: string, label: string): string {
  return `<p class="bt" style="margin:26px 0 0"><a href="${escapeHtml(href)}" style="display:inline-block;background:#17212A;color:#F6F6F2;border:1px solid #17212A;border-radius:6px;padding:14px 24px;font:500 16px/20px ${MAIL_FONT};text-decoration:none">${label}</a></p>`;
}
