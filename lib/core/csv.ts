/**
 * What a spreadsheet may take for a formula: `=`, `+`, `-` and `@`, also in their full-width forms and behind blanks that it trims
 * (tabs and line breaks too). https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = /^(?:[\t\r\n]|[\s\p{Cc}\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212])/u;

/**
 * Rows as CSV (RFC 4180), with the mark that spreadsheets know UTF-8 by. A text that a spreadsheet would take for a
 * formula is quoted and gets an apostrophe before it.
 */
export function toCsv(rows: readonly (readonly (string | number | null)[])[]): string {
  return `\ufeff${rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`;
}

function cell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",;\t\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
