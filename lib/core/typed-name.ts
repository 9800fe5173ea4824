import { withoutHidden } from "./hidden-characters";

const SAME: readonly [RegExp, string][] = [
  [/[\u2018-\u201b\u2032\u2035\u02bc\u02b9`\u00b4]/g, "'"],
  [/[\u201c-\u201f\u2033\u2036\u00ab\u00bb]/g, '"'],
  [/[\u2010-\u2015\u2212]/g, "-"],
  [/\u2026/g, "..."],
  [/\s+/g, " "],
];

/**
 * A name as a person can type it: composed (NFC), without hidden characters, with straight quotes, plain hyphens and three dots, one
 * space for each run of blanks and none at the ends. Letters, their case and all other signs stay. It is only compared, never stored.
 */
export function foldTyped(name: string): string {
  const composed = withoutHidden(name).normalize("NFC");
  return SAME.reduce((text, [form, plain]) => text.replace(form, plain), composed).trim();
}

/** Whether somebody typed the name, to confirm what cannot be undone. */
export function isTypedName(typed: string, name: string): boolean {
  return foldTyped(typed) === foldTyped(name);
}

/**
 * A pattern (https://html.spec.whatwg.org/#the-pattern-attribute) by which a browser refuses another name at once. It lets everything
 * through that a keyboard types and `isTypedName` accepts, and some more, which the server refuses.
 */
export function patternOfName(name: string): string {
  // A letter before any other sign may be composed with it.
  const inside = name.replace(
    /([A-Za-z0-9](?![^ -~]))|[\s\S]/g,
    (_, letter?: string) => letter ?? ".*",
  );
  return `.*${inside}.*`.replace(/(?:\.\*)+/g, ".*");
}
