/** A sentence in which what stands between backticks is code. */
export function WithCode({ children }: { children: string }) {
  const pieces = children.split("`").map((text, index) => ({ text, index }));
  return (
    <>{pieces.map(({ text, index }) => (index % 2 ? <code key={index}>{text}</code> : text))}</>
  );
}
