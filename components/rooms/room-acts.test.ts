import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { changeText } from "./change-text";
import { ROOM_ACTS } from "./room-acts";

/** The folders with texts for people. */
const PLACES = ["app", "components", "lib/web", "lib/audit"];

function sources(): { file: string; text: string }[] {
  return PLACES.flatMap((place) =>
    readdirSync(place, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name) && !name.includes(".test.") && !/room-acts/.test(name))
      .map((name) => path.join(place, name))
      .map((file) => ({ file, text: readFileSync(file, "utf8") })),
  );
}

test("no source file calls an action by another name", () => {
  const strays = sources().flatMap(({ file, text }) =>
    text.split("\n").flatMap((line, index) => {
      // Users of the pages do not read comments and addresses.
      if (/^\s*(\*|\/\/|\/\*)|\bimport\b/.test(line)) return [];
      return ROOM_ACTS.filter(({ not }) => not.test(line)).map(
        ({ verb }) => `${file}:${index + 1} (${verb}): ${line.trim()}`,
      );
    }),
  );
  expect(strays).toEqual([]);
});

const CHANGES: Record<string, string> = {
  extend: "extended it by a week",
  expire: "expired it",
  delete: "deleted it",
  purge: "deleted it for good",
  restore: "restored it",
  lock: "locked it",
  unlock: "unlocked it",
};

test.each(Object.entries(CHANGES))("the history calls %s by its name", (verb, expected) => {
  const told = changeText({
    what: "change",
    action: `room.${verb}`,
    outcome: "done",
    actorKind: "person",
    detail: { days: 7 },
  } as unknown as Parameters<typeof changeText>[0]);
  expect(told.text).toBe(expected);
  expect(expected.replace(" it", "")).toContain(ROOM_ACTS.find((act) => act.verb === verb)?.done);
});
