import sql, { raw, type Sql } from "sql-template-tag";

/**
 * The SQL condition that the text `column` contains the text at the placeholder `search`. Case and accents are ignored
 * (prisma/functions/fold_text.sql), and no character is a wildcard.
 */
export function containsText(column: string, search: string): string {
  return `strpos(fold_text(${column}), fold_text(${search})) > 0`;
}

/** The same condition for a text that is sent as a value. */
export function containsValue(column: string, text: string): Sql {
  return sql`strpos(fold_text(${raw(column)}), fold_text(${text})) > 0`;
}
