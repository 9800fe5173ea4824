import { expect, test } from "vitest";
import { ROOM_ACTIONS } from "@/lib/audit/audit-action";
import { changeText } from "./change-text";

const CHANGE = {
  what: "change" as const,
  key: "1",
  at: new Date("2026-11-19T20:18:39Z"),
  actorKind: "person" as const,
  actorName: "Ann",
  byViewer: false,
  code: null,
  count: 1,
  detail: null,
};

test.each(ROOM_ACTIONS)("%s has a sentence in a room's history, done and tried", (action) => {
  const { text } = changeText({ ...CHANGE, action, outcome: "done" });
  const tried = changeText({ ...CHANGE, action, outcome: "refused", code: "forbidden" });
  for (const said of [text, tried.text]) {
    expect(said).toMatch(/^[a-z]+ [a-z ]+$/);
    expect(said).not.toContain(action.replaceAll(/[.-]/g, " "));
  }
  expect(tried.text).toMatch(/^tried to [a-z]+ .*(it|its|back).* and was refused$/);
  expect(tried.note).toBe("Not allowed.");
});

test("an announcement names the time of leaving and the ways in which it went out", () => {
  const leavesAt = "2026-11-29T19:18:00Z";
  const line = { ...CHANGE, outcome: "done" as const };
  const warn = { action: "room.warn", detail: { leavesAt, ways: ["overview", "event"] } };
  expect(changeText({ ...line, ...warn })).toEqual({
    text: "announced that it leaves on Sun 29 Nov 2026, 19:18 UTC",
    note: "In the overview of its owner and to its game server by an event.",
  });
  expect(changeText({ ...line, action: "room.see-warning", detail: { leavesAt } })).toEqual({
    text: "saw in the overview that it leaves on Sun 29 Nov 2026, 19:18 UTC",
    note: "",
  });
});
