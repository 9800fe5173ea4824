const UNITS_MAX = 254;

/** Whether the text is one plain mail address. A server may still refuse it. */
export function isMailAddress(text: string | null | undefined): text is string {
  return (
    typeof text === "string" &&
    text.length <= UNITS_MAX &&
    /^[^\s@<>"(),:;\\[\]\p{C}]+@[^\s@<>"(),:;\\[\]\p{C}]+\.[^\s@<>"(),:;\\[\]\p{C}.]+$/u.test(text)
  );
}

/** The address for a history: "m•••@example.org". */
export function maskedAddress(address: string): string {
  const at = address.lastIndexOf("@");
  return `${[...address][0] ?? ""}•••${address.slice(at)}`;
}

/** The address without what most servers ignore in it: how it is written, and what follows a plus. Two spellings of one mailbox are equal. */
export function mailboxOf(address: string): string {
  const at = address.lastIndexOf("@");
  const name = address.slice(0, at).replace(/(?<=.)\+.*$/u, "");
  return `${name}${address.slice(at)}`.toLowerCase();
}
