import { createElement, Fragment } from "react";
import { expect, test } from "vitest";
import { docsOutline } from "./docs-outline";
import { DocsSection } from "./docs-section";
import { type DocsEntry, searchDocs } from "./search-docs";

const entry = (title: string, text: string, page = "Rooms"): DocsEntry => ({
  href: `/docs/api/rooms#${title.toLowerCase().replaceAll(" ", "-")}`,
  page,
  title,
  text,
});

const ENTRIES = [
  entry("Read a room", "The document as it was saved. With a rating or without."),
  entry("Add ratings to a room", "Up to a thousand at once.", "Ratings"),
  entry("Take a rating back", "Late saves do not revive it.", "Ratings"),
];

const titles = (query: string) => searchDocs(ENTRIES, query, 8).map(({ entry }) => entry.title);

test("finds sections with every word, and ranks a title higher than the text", () => {
  expect(titles("rating")).toEqual(["Add ratings to a room", "Take a rating back", "Read a room"]);
  expect(titles("BACK rating")).toEqual(["Take a rating back"]);
  expect(titles("rating zebra")).toEqual([]);
  expect(titles("   ")).toEqual([]);
  expect(searchDocs(ENTRIES, "room", 1).length).toBe(1);
});

test("the excerpt shows the first match and is cut between words", () => {
  const long = `${"before ".repeat(60)}needle ${"after ".repeat(60)}`;
  const [found] = searchDocs([entry("Long", long)], "needle", 1);
  expect(found?.excerpt).toMatch(/^… before .*needle after .* …$/);
  expect(found?.excerpt.length).toBeLessThan(140);
});

test("the outline contains the headings and the text of a rendered page, without code", () => {
  const body = createElement(
    Fragment,
    null,
    "Before all. ",
    createElement(
      DocsSection,
      { id: "one", title: "One" } as Parameters<typeof DocsSection>[0],
      createElement("p", null, "Some ", createElement("b", null, "bold"), " words."),
      createElement("figure", null, "curl"),
    ),
    createElement("div", { id: "two", "data-title": "two" }, "Found, not listed."),
  );
  expect(docsOutline(body)).toEqual([
    { id: "", title: "", isListed: false, text: "Before all." },
    { id: "one", title: "One", isListed: true, text: "Some bold words." },
    { id: "two", title: "two", isListed: false, text: "Found, not listed." },
  ]);
});
