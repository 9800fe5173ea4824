import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type GroupOrder, heldOrder } from "./order-hold";

const order = (text: string): GroupOrder[] =>
  text.split(" ").map((group) => {
    const [key = "", rows = ""] = group.split(":");
    return { key, rows: [...rows] };
  });

describe("the order of a list that somebody reads", () => {
  it.each([
    ["stays when nothing changed", "now:ab open:cd", "now:ab open:cd", "now:ab open:cd"],
    ["stays when rows changed places", "now:ab open:cd", "now:ba open:dc", "now:ab open:cd"],
    ["stays when a row changed its group", "now:a open:bcd", "now:ca open:bd", "now:a open:bcd"],
    ["has new rows at its end", "now:a open:bc", "now:xa open:byc", "now:a open:bcxy"],
    ["has rows no more that are gone", "now:ab open:cd", "now:b open:c", "now:b open:c"],
    ["has groups no more that are empty", "now:a open:bc", "open:bc", "open:bc"],
    ["is that of the first rows of an empty list", "open:", "now:a open:b", "now:a open:b"],
  ])("%s", (_name, held, wanted, shown) => {
    expect(heldOrder(order(held), order(wanted))).toEqual(order(shown));
  });

  it("has every row of the newest reading once, and no other", () => {
    const rows = fc.uniqueArray(fc.constantFrom(..."abcdefgh"), { minLength: 1 });
    const groups = fc.tuple(rows, fc.nat({ max: 8 })).map(([all, at]) => [
      { key: "now", rows: all.slice(0, at) },
      { key: "open", rows: all.slice(at) },
    ]);
    fc.assert(
      fc.property(groups, groups, (held, wanted) => {
        const all = (given: readonly GroupOrder[]) => given.flatMap((group) => group.rows).sort();
        expect(all(heldOrder(held, wanted))).toEqual(all(wanted));
      }),
    );
  });
});
