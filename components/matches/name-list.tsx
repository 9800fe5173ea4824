import { Name } from "@/components/ui/name";
/**
 * Names in a sentence: "Ace", "Ace and Zoë", "Ace, Yuki and Zoë", each isolated from the direction of the others.
 * @param last the word before the last name
 */
export function NameList({
  names,
  more = 0,
  last: word = "and",
}: {
  names: readonly string[];
  more?: number;
  last?: "and" | "or";
}) {
  const last = more > 0 ? null : names.length - 1;
  return (
    <>
      {names.map((name, index) => (
        <span key={name}>
          {index === 0 ? "" : index === last ? ` ${word} ` : ", "}
          <Name>{name}</Name>
        </span>
      ))}
      {more > 0 ? ` ${word} ${more} more` : ""}
    </>
  );
}
