/**
 * The SQL condition that the text `column` contains the text at the placeholder `search`, whatever the case and the accents of either
 * (prisma/functions/fold_text.sql). Every character stands for itself.
 */
export function holdsText(column: string, search: string): string {
  return `strpos(fold_text(${column}), fold_text(${search})) > 0`;
}
