import { expect, test } from "vitest";
import type { Actor } from "@/lib/core/actor";
import { LIMITS } from "@/lib/core/limits";
import { type ChangedRoom, heardChanges } from "./heard-changes";

const person = (id: string, more: Partial<Actor & { kind: "person" }> = {}): Actor => ({
  kind: "person",
  ...{ id, name: id, role: "owner", banned: false, ...more },
});
const room = (id: string, ownerId: string | null, lockedBy: string | null = null): ChangedRoom => ({
  id,
  types: ["room.updated"],
  guard: { ownerId, lockedBy },
});

const ROOMS = [room("ines", "1"), room("tom", "2"), room("nobody", null), room("held", "1", "9")];

test.each<[string, Actor, string[]]>([
  [
    "an owner hears of their own rooms, also of those that an admin locked",
    person("1"),
    ["ines", "held"],
  ],
  ["another owner hears of theirs", person("2"), ["tom"]],
  ["somebody without rooms hears nothing", person("3"), []],
  [
    "an admin hears of all rooms",
    person("9", { role: "admin" }),
    ["ines", "tom", "nobody", "held"],
  ],
  ["a banned owner hears nothing", person("1", { banned: true }), []],
  ["a banned admin hears nothing", person("9", { role: "admin", banned: true }), []],
  [
    "a token hears nothing",
    { kind: "token", id: "1", chainId: "1", name: "1", spaceId: "s", scopes: ["events:read"] },
    [],
  ],
  ["nobody hears nothing", { kind: "nobody" }, []],
])("%s", (_name, actor, expected) => {
  const heard = heardChanges(actor, ROOMS);
  expect(Object.keys(heard?.rooms ?? {})).toEqual(expected);
  if (expected.length === 0) expect(heard).toBeNull();
});

test("a message names a limited number of rooms, and says that there are more", () => {
  const many = Array.from({ length: LIMITS.liveRoomsNamedMax + 1 }, (_, index) =>
    room(`r${index}`, "1"),
  );
  const heard = heardChanges(person("1"), many);
  expect(Object.keys(heard?.rooms ?? {}).length).toBe(LIMITS.liveRoomsNamedMax);
  expect(heard?.more).toBe(true);
  expect(heardChanges(person("1"), many.slice(1))?.more).toBe(false);
});

test("if not all changes could be gathered, everybody hears that, and no names", () => {
  expect(heardChanges(person("3"), ROOMS, true)).toEqual({ rooms: {}, more: true });
});
