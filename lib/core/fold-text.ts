/** A text without case and accents, as the database folds it for a search. */
export function foldText(text: string): string {
  const folded = text.normalize("NFKD").replace(/\p{Mn}/gu, "");
  return (folded || text).toLowerCase();
}
