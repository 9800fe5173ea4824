import type { ReactNode } from "react";
import { Name } from "@/components/ui/name";
/**
 * Names in a sentence: "Ace", "Ace and Zoë", "Ace, Yuki and Zoë", each isolated from the direction of the others.
 * @param last the word before the last name
 *
 * @param draw draws one name; by default as the name of a person
 */
export function NameList({
  names,
  more = 0,
  last: word = "and",
  draw = (name) => <Name>{name}</Name>,
}: {
  names: readonly string[];
  more?: number;
  last?: "and" | "or";
  draw?: (name: string) => ReactNode;
}) {
  const last = more > 0 ? null : names.length - 1;
  return (
    <>
      {names.map((name, index) => (
        <span key={name}>
          {index === 0 ? "" : index === last ? ` ${word} ` : ", "}
          {draw(name)}
        </span>
      ))}
      {more > 0 ? ` ${word} ${more} more` : ""}
    </>
  );
}
