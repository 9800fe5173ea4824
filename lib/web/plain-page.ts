interface PlainPage {
  title: string;
  /** Text, not markup. */
  sentence: string;
  link?: { href: string; label: string };
}

/** A small page that needs nothing but itself: for refusals where no page of ours may be gone back to. */
export function plainPage({ title, sentence, link }: PlainPage): string {
  const way = link ? `\n<p><a href="${html(link.href)}">${html(link.label)}</a></p>` : "";
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${html(title)} · Roomkeeper</title>
<body style="font: 1.1rem/1.6 system-ui, sans-serif; max-width: 32rem; margin: 12vh auto; padding: 0 1.25rem; overflow-wrap: anywhere">
<main>
<h1 style="font-size: 1.5rem">${html(title)}</h1>
<p>${html(sentence)}</p>${way}
</main>
`;
}

function html(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
