import { expect, test } from "vitest";
import type { FoundRoom } from "@/lib/web/pages/search-rooms";
import { paletteLines } from "./palette-lines";

function room(id: string, more: Partial<FoundRoom> = {}): FoundRoom {
  const facts = {
    name: `Room ${id}`,
    note: "leaves in 6 days",
    owner: "Ann",
    found: null,
    kindLabel: null,
  };
  return { id, ...facts, gone: false, canExtend: true, ...more };
}

/** The actions that the palette offers for "room", with their addresses. */
function actsFor(rooms: FoundRoom[], query = "room", leaving = 0): string[] {
  return paletteLines(query, { rooms, tally: "", none: "", leaving }, false).flatMap((line) =>
    line.kind === "act" ? [`${line.label}: ${line.href}`] : [],
  );
}

test("offers to extend the first room that can be extended", () => {
  const rooms = [room("rm_1", { canExtend: false }), room("rm_2"), room("rm_3")];
  expect(actsFor(rooms)).toEqual([
    "Extend “Room rm_2”: /rooms/rm_2#extend",
    "Show all that match: /rooms?q=room",
  ]);
});

test("offers nothing to extend when no room can be extended", () => {
  const rooms = [room("rm_1", { canExtend: false }), room("rm_2", { canExtend: false })];
  expect(actsFor(rooms)).toEqual(["Show all that match: /rooms?q=room"]);
});

test("offers no action without a query or without rooms", () => {
  expect(actsFor([room("rm_1")], " ")).toEqual([]);
  expect(actsFor([])).toEqual([]);
});

test("names the viewer's rooms that leave soon until something is typed", () => {
  const line = ": /rooms?whose=mine&sort=leaves";
  expect(actsFor([room("rm_1")], " ", 2)).toEqual([`2 of your rooms leave soon${line}`]);
  expect(actsFor([], "", 1)).toEqual([`One of your rooms leaves soon${line}`]);
  expect(actsFor([], "room", 2)).toEqual([]);
});
