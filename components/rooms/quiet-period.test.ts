import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { quietPeriodEnd, quietPeriodOver, startsAgain } from "./quiet-period";

const UNTRUE =
  /without a rating|after it was last used|every (new )?rating (starts|keeps)|by every rating|a rating keeps|from when it was last used|nobody used/i;

test("a quiet period counts from the last save, and every save or connected people start it again", () => {
  expect(quietPeriodEnd("90 days")).toBe("90 days after its game server last saved it");
  for (const day of ["one day", "a day"]) {
    expect(startsAgain(day)).toMatch(/^Every save starts the day again, .* connected$/);
  }
  expect(quietPeriodOver("six weeks")).toBe("Not saved for six weeks");
});

test("no page says that a room's expiry depends on its ratings or on being used", () => {
  const root = path.resolve(import.meta.dirname, "../..");
  const files = ["app", "components"].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" }).map((file) =>
      path.join(folder, file),
    ),
  );
  const texts = files.filter((file) => /(?<!\.test)\.tsx?$/.test(file));
  expect(texts.length).toBeGreaterThan(100);
  const text = (file: string) => readFileSync(path.join(root, file), "utf8").replace(/\s+/g, " ");
  expect(texts.filter((file) => UNTRUE.test(text(file)))).toEqual([]);
});
