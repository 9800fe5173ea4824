import { Name } from "@/components/ui/name";
/** Names in a sentence: "Ace", "Ace and Zoë", "Ace, Yuki and Zoë", each isolated from the direction of the others. */
export function NameList({ names, more = 0 }: { names: readonly string[]; more?: number }) {
  const last = more > 0 ? null : names.length - 1;
  return (
    <>
      {names.map((name, index) => (
        <span key={name}>
          {index === 0 ? "" : index === last ? " and " : ", "}
          <Name>{name}</Name>
        </span>
      ))}
      {more > 0 ? ` and ${more} more` : ""}
    </>
  );
}
