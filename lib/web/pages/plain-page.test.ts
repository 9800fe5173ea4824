import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { plainPage } from "./plain-page";

const page = plainPage({
  title: "Not <sent>",
  sentence: 'It says "no" & stays.',
  link: { href: '/a?b="c"', label: "Back" },
  form: { action: "/x?y=1&z=2", fields: { note: "<b>", kind: ["a", "b"] }, label: "Send" },
});

test("its inputs are escaped in text and in attributes", () => {
  expect(page).toContain("<h1>Not &#60;sent&#62;</h1>");
  expect(page).toContain("<p>It says &#34;no&#34; &#38; stays.</p>");
  expect(page).toContain('<a href="/a?b=&#34;c&#34;">Back</a>');
  expect(page).toContain('<form method="post" action="/x?y=1&#38;z=2">');
  expect(page).toContain('name="note" value="&#60;b&#62;"');
  expect(page).toContain('name="kind" value="a">\n<input type="hidden" name="kind" value="b">');
});

test("it needs no other file, and has the same colours as all pages", () => {
  expect(page).not.toMatch(/url\(|src=|<link|@import/);
  const tokens = readFileSync("app/globals.css", "utf8");
  const pairs = new Set(page.match(/light-dark\([^)]*\)/g));
  expect(pairs.size).toBeGreaterThan(5);
  for (const pair of pairs) expect(tokens, pair).toContain(`: ${pair};`);
});
