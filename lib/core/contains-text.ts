/**
 * The SQL condition that the text `column` contains the text at the placeholder `search`. Case and accents are ignored
 * (prisma/functions/fold_text.sql), and no character is a wildcard.
 */
export function containsText(column: string, search: string): string {
  return `strpos(fold_text(${column}), fold_text(${search})) > 0`;
}
