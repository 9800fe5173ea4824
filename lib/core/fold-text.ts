/** The text in lower case and without accents, the same as `fold_text` in the database. */
export function foldText(text: string): string {
  const folded = text.normalize("NFKD").replace(/\p{Mn}/gu, "");
  return (folded || text).toLowerCase();
}
