import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { FAMILIES } from "@/lib/families/registry";
import { PAGES, pagesOf, pagesOfList } from "./pages-of";

const FOLDER = path.resolve(import.meta.dirname, "../../../app/(dashboard)/rooms/[id]");

test("every family declares what its pages show, and nothing else does", () => {
  expect(Object.keys(PAGES).toSorted()).toEqual(FAMILIES.map(({ kind }) => kind).toSorted());
});

test("each tab has a page, and each page is a tab of a kind or of all rooms", () => {
  const own = FAMILIES.flatMap(({ kind }) => pagesOf(kind).tabs.map(({ segment }) => segment));
  for (const segment of own) expect(existsSync(path.join(FOLDER, segment, "page.tsx"))).toBe(true);
  const pages = readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  expect(pages.toSorted()).toEqual(
    [...new Set([...own, "activity", "settings", "stay"])].toSorted(),
  );
});

test("a list of one kind has the columns of that kind, a list of several what all have", () => {
  const columns = (kinds: string[]) => pagesOfList(kinds).columns.map(({ title }) => title);
  expect(columns(["match"])).toEqual(["Eight weeks", "People", "Ratings", "Matches"]);
  expect(columns(["quiz"])).toEqual(["People"]);
  expect(columns(["match", "quiz"])).toEqual(["People", "What is in it"]);
});
