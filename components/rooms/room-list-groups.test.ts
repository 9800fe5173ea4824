import { describe, expect, it } from "vitest";
import type { RoomLine } from "@/lib/rooms/list-own-rooms";
import { groupLines, quietText } from "./room-list-groups";

const DAY_MS = 86_400_000;

function line(group: 0 | 1 | 2, quietDays: number): RoomLine {
  return { group, lastActivityAt: new Date(Date.now() - quietDays * DAY_MS) } as RoomLine;
}

describe("the groups of the list", () => {
  it("are in order, without empty groups", () => {
    const groups = groupLines([line(2, 1), line(0, 0), line(2, 3)], "used");
    expect(groups.map((group) => [group.title, group.lines.length])).toEqual([
      ["In use now", 1],
      ["Open", 2],
    ]);
  });

  it("say how long nobody has rated, by the room that was rated last", () => {
    expect(quietText([line(1, 38.5), line(1, 36), line(1, 35.5)], "rated in")).toBe(
      "nobody has rated in them for five weeks",
    );
    expect(quietText([line(1, 8)], "used")).toBe("nobody has used it for a week");
    expect(quietText([line(1, 90), line(1, 3)], "used")).toBe("");
    expect(quietText([], "used")).toBe("");
  });

  it("ratings dated before a room opened may have come until its last save", () => {
    const saved = (days: number) => ({
      ...line(1, 90),
      ratedBeforeOpening: true,
      touchedAt: new Date(Date.now() - days * DAY_MS),
    });
    expect(quietText([saved(3)], "used")).toBe("");
    expect(quietText([saved(15), line(1, 36)], "rated in")).toBe(
      "nobody has rated in them for two weeks",
    );
  });
});
