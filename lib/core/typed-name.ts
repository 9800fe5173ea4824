import { withoutHidden } from "./hidden-characters";

const SAME: readonly [RegExp, string][] = [
  [/[\u2018-\u201b\u2032\u2035\u02bc\u02b9`\u00b4]/g, "'"],
  [/[\u201c-\u201f\u2033\u2036\u00ab\u00bb]/g, '"'],
  [/[\u2010-\u2015\u2212]/g, "-"],
  [/\u2026/g, "..."],
  [/\s+/g, " "],
];

/**
 * A name as a person can type it on a keyboard: composed (NFC), without hidden characters, with straight quotes, plain hyphens and three
 * dots, with one space for each run of blanks and none at the ends. Letters, their case and all other characters stay. The result is only
 * compared, never stored.
 */
export function foldTyped(name: string): string {
  const composed = withoutHidden(name).normalize("NFC");
  return SAME.reduce((text, [form, plain]) => text.replace(form, plain), composed).trim();
}

/** Whether a person typed the name correctly, to confirm an action that cannot be undone. */
export function isTypedName(typed: string, name: string): boolean {
  return foldTyped(typed) === foldTyped(name);
}

/**
 * A value for the attribute `pattern` (https://html.spec.whatwg.org/#the-pattern-attribute), with which the browser refuses most wrong
 * names before it sends the form. It accepts every name that a keyboard can type and `isTypedName` accepts, and a few more, which the
 * server refuses.
 */
export function patternOfName(name: string): string {
  // A letter before a character outside ASCII may be composed with it.
  const inside = name.replace(
    /([A-Za-z0-9](?![^ -~]))|[\s\S]/g,
    (_, letter?: string) => letter ?? ".*",
  );
  return `.*${inside}.*`.replace(/(?:\.\*)+/g, ".*");
}
