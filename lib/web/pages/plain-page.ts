interface PlainPage {
  title: string;
  /** This is text, not markup. */
  sentence: string;
  link?: { href: string; label: string };
  form?: PlainForm;
}

/** A form that was filled in before and can be sent with one click. */
interface PlainForm {
  action: string;
  /** Names and values; each value of a list is sent. */
  fields: Record<string, unknown>;
  label: string;
}

/** The policy of such a page for replies without another one: it may only use its own styles and send its form. */
export const PLAIN_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const TAG =
  "M12.9 3.9 Q16 .4 19.1 3.9 L29.7 18.7 Q31.9 22 29.7 25.3 L19.1 40.1 Q16 43.6 12.9 40.1 L2.3 25.3 Q.1 22 2.3 18.7 Z";
const MARK = `${TAG} M16 6 a2.1 2.1 0 1 0 .01 0 Z M16 16.2 a4 4 0 0 1 2 7.4 L19.3 29.4 H12.7 L14 23.6 A4 4 0 0 1 16 16.2 Z`;

/** The colours of `app/globals.css`. The page uses no other file, because the next request may be refused. */
const STYLE = `
:root { color-scheme: light dark }
body { margin: 0; padding: 1.5rem clamp(1.25rem, 4vw, 3.5rem) 3rem; background: light-dark(#f6f6f2, #0e1519);
  color: light-dark(#17212a, #e9e6dc); font: 1rem/1.5 system-ui, "Noto Sans", sans-serif; overflow-wrap: anywhere }
header { display: flex; align-items: center; gap: 0.7rem; font: 1.25rem/1 Georgia, "Noto Serif", serif }
header svg { width: 1.125rem; height: 1.6rem; fill: light-dark(#ad7920, #d3a14a) }
main { max-width: 34rem; margin: 14vh auto 0 }
h1 { margin: 0 0 1rem; font: 400 clamp(2rem, 1.6rem + 2vw, 2.75rem)/1.1 Georgia, "Noto Serif", serif; text-wrap: balance }
p { margin: 0 0 1.5rem; color: light-dark(#465159, #b4b8b3); text-wrap: pretty }
form { margin: 0 0 1rem }
button { min-height: 2.75rem; padding: 0.375rem 1.25rem; border: 0; border-radius: 6px; font: 500 1rem/1.2 system-ui, sans-serif;
  background: light-dark(#17212a, #e9e6dc); color: light-dark(#f6f6f2, #0e1519); cursor: pointer }
a { display: inline-block; padding-block: 0.625rem; color: inherit; text-underline-offset: 0.2em;
  text-decoration-color: light-dark(#7d8688, #66747b) }
:focus-visible { outline: 2px solid light-dark(#855a08, #e2b25a); outline-offset: 2px }
`;

/** A small page without other files, for refusals that cannot redirect to one of our pages. */
export function plainPage({ title, sentence, link, form }: PlainPage): string {
  const way = link ? `\n<a href="${html(link.href)}">${html(link.label)}</a>` : "";
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${html(title)} · Roomkeeper</title>
<style>${STYLE}</style>
<body>
<header><svg viewBox="0 0 32 44" aria-hidden="true"><path fill-rule="evenodd" d="${MARK}"/></svg>Roomkeeper</header>
<main>
<h1>${html(title)}</h1>
<p>${html(sentence)}</p>${form ? `\n${formOf(form)}` : ""}${way}
</main>
`;
}

function formOf({ action, fields, label }: PlainForm): string {
  const inputs = Object.entries(fields).flatMap(([name, value]) =>
    [value]
      .flat()
      .map((one) => `<input type="hidden" name="${html(name)}" value="${html(String(one))}">`),
  );
  const button = `<button>${html(label)}</button>`;
  return `<form method="post" action="${html(action)}">\n${[...inputs, button].join("\n")}\n</form>`;
}

function html(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
