/** A pattern for LIKE that matches texts holding `search`, whatever characters it has. */
export function likePattern(search: string): string {
  return `%${search.replace(/[\\%_]/g, "\\$&")}%`;
}
