import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { counted, theCounted } from "./counted";

test("the unit of a count is singular or plural", () => {
  expect([0, 1, 2].map((count) => counted(count, "film"))).toEqual([
    "0 films",
    "1 film",
    "2 films",
  ]);
  expect(counted(1_801, "match", "matches")).toBe("1,801 matches");
  expect(theCounted(1, "room")).toBe("The room");
  expect(theCounted(12, "room")).toBe("The 12 rooms");
});

const UNITS = [
  ...[
    "films",
    "rooms",
    "ratings",
    "tokens",
    "webhooks",
    "browsers",
    "accounts",
    "lines",
    "sections",
  ],
  ...["admins", "spaces", "attempts", "files", "keys", "replies", "persons", "people", "matches"],
];
/** A value followed by a unit, in a template or in markup. Limits (in capitals) are excluded, because they are never 1. */
const BY_HAND = new RegExp(
  String.raw`(?<!const )\{(?!LIMITS\.|[A-Z_]+\}|counted\()[^{}",]*(?:"en-US"\))?\} (?:[a-z]+ )?(?:${UNITS.join("|")})\b(?![=\w-])`,
);

test("every count with a unit uses `counted`", () => {
  const root = path.resolve(import.meta.dirname, "..", "..");
  const files = ["app", "components", "lib"]
    .flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" }).map((name) =>
        path.posix.join(folder, name),
      ),
    )
    .filter(
      (name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$|^lib\/(testing|generated)\//.test(name),
    );
  const found = files.flatMap((name) =>
    readFileSync(path.join(root, name), "utf8")
      .split("\n")
      .filter((line) => BY_HAND.test(line))
      .map((line) => `${name}: ${line.trim()}`),
  );
  expect(files.length).toBeGreaterThan(500);
  expect(found).toEqual([]);
});
