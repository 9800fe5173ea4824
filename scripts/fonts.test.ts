import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { cutFonts } from "./fonts.mjs";

const FOLDER = path.resolve(import.meta.dirname, "../app/fonts");

test("the fonts are what the script cuts from the packages, and a page loads at most 100 KB of them", async () => {
  let sum = 0;
  for (const [name, bytes] of await cutFonts()) {
    expect(readFileSync(path.join(FOLDER, name)).equals(bytes), name).toBe(true);
    sum += bytes.length;
  }
  expect(sum).toBeGreaterThan(0);
  expect(sum).toBeLessThan(100_000);
});
