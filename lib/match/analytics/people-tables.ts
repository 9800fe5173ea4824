import { type Cell, percent } from "./cell";
import { type Analytics, agreementOf } from "./figures";

export function agreementTable({ agreement }: Analytics) {
  return {
    title: "Agreement between people",
    columns: ["person", "and", "films in common", "same answer", "agreement, %"],
    rows: agreement.pairs.map((pair): Cell[] => [
      pair.a,
      pair.b,
      pair.common,
      pair.same,
      agreementOf(pair) === null ? null : percent(pair.same, pair.common),
    ]),
  };
}

export function peopleTable({ people }: Analytics) {
  return {
    title: "People",
    columns: ["person", "ratings", "likes", "likes, %"],
    rows: people.map((each): Cell[] => [
      each.name,
      each.ratings,
      each.likes,
      percent(each.likes, each.ratings),
    ]),
  };
}
