import { expect, test } from "vitest";
import { RoomsFilter } from "@/lib/rooms/rooms-filter";
import { emptyWords } from "./empty-words";

const COUNTS = { open: 23, trash: 7, matchingTrash: 7 };

test.each([
  [{ status: "locked" }, "No room is locked", "None of the 23 open rooms is locked."],
  [
    { status: "locked", type: "solo" },
    "No room is like that",
    "None of the 23 open rooms is locked and fits what was chosen above.",
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
    "No room is like that",
    "None of the 7 rooms in the trash fits what was chosen above.",
  ],
  [
    { status: "any", q: "alien" },
    "No room matches “alien”",
    "None of the 30 rooms, open or in the trash, has that in its name, its owner or its films.",
  ],
] as const)("a list of %o that is empty", (filter, title, text) => {
  expect(emptyWords(RoomsFilter.parse(filter), COUNTS)).toMatchObject({ title, text });
});
