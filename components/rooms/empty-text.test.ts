import { expect, test } from "vitest";
import { RoomsFilter } from "@/lib/rooms/rooms-filter";
import { emptyText } from "./empty-text";

const COUNTS = { open: 23, trash: 7, matchingTrash: 7 };

test.each([
  [{ status: "locked" }, "No room is locked", "None of the 23 open rooms is locked."],
  [
    { status: "locked", type: "solo" },
    "No room matches the filters",
    "None of the 23 open rooms is locked and matches the filters above.",
  ],
  [
    { status: "locked", q: "alien" },
    "No room matches “alien”",
    "None of the 23 open rooms is locked and has that in its name, its owner or its films.",
  ],
  [
    { q: "alien" },
    "No room matches “alien”",
    "None of the 23 open rooms has that in its name, its owner or its films. 7 in the trash do.",
  ],
  [
    { status: "trash", activity: "never" },
    "No room matches the filters",
    "None of the 7 rooms in the trash matches the filters above.",
  ],
  [
    { status: "any", q: "alien" },
    "No room matches “alien”",
    "None of the 30 rooms, open or in the trash, has that in its name, its owner or its films.",
  ],
] as const)("the text of an empty list with the filter %o", (filter, title, text) => {
  expect(emptyText(RoomsFilter.parse(filter), COUNTS, ["match"])).toMatchObject({ title, text });
});

test("what a search looks at depends on the kinds of the rooms", () => {
  const searched = (kinds: string[]) =>
    emptyText(RoomsFilter.parse({ q: "x" }), { ...COUNTS, matchingTrash: 0 }, kinds).text;
  expect(searched(["quiz"])).toBe("None of the 23 open rooms has that in its name or its owner.");
  expect(searched(["match", "quiz"])).toContain("its name, its owner or its films.");
});
