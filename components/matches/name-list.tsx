/** Names in a sentence: "Ace", "Ace and Zoë", "Ace, Yuki and Zoë", each isolated from the direction of the others. */
export function NameList({ names, more = 0 }: { names: readonly string[]; more?: number }) {
  const last = more > 0 ? null : names.length - 1;
  return (
    <>
      {names.map((name, index) => (
        <span key={name}>
          {index === 0 ? "" : index === last ? " and " : ", "}
          <bdi>{name}</bdi>
        </span>
      ))}
      {more > 0 ? ` and ${more} more` : ""}
    </>
  );
}
