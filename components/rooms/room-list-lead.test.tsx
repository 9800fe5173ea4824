import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { RoomsFilter } from "@/lib/rooms/rooms-filter";
import { FoundBy } from "./found-by";
import { FoundLead } from "./room-list-lead";

const COUNTS = { open: 23, live: 1, leaving: 2, trash: 7, mine: 23, matchingTrash: 0 };

test.each([
  [{ q: "alien" }, 3, "<b>3 found</b>, of 23 open rooms."],
  [{ q: "alien" }, 1, "<b>One found</b>, of 23 open rooms."],
  [{ type: "solo" }, 0, "<b>None found</b>, of 23 open rooms."],
  [{ status: "trash" }, 7, "<b>7 found</b>, of 7 rooms in the trash."],
  [{ status: "any", q: "x" }, 4, "<b>4 found</b>, of 30 rooms, open or in the trash."],
] as const)(
  "the headline over the filter %o counts what was found",
  (filter, matching, expected) => {
    const lead = <FoundLead counts={{ ...COUNTS, matching }} filter={RoomsFilter.parse(filter)} />;
    expect(renderToStaticMarkup(lead)).toBe(expected);
  },
);

test("a line says what the search found of a room", () => {
  const line = renderToStaticMarkup(<FoundBy found={{ by: "film", text: "Soul" }} />);
  expect(line).toBe('found by its film <bdi dir="auto">Soul</bdi>');
});
