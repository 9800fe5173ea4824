/**
 * The start of a text that a spreadsheet may read as a formula: `=`, `+`, `-` and `@`, also full-width, and also after blanks, tabs and
 * line breaks, which it trims. https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = /^(?:[\t\r\n]|[\s\p{Cc}\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212])/u;

/**
 * Rows as CSV (RFC 4180), with the byte order mark by which spreadsheets recognize UTF-8. A text that a spreadsheet would read as a
 * formula is quoted and starts with an apostrophe.
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
