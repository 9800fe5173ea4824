import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

/** Names of Node that a bundler replaces by thousands of lines for browsers. */
const OF_NODE = /\bBuffer\.|\bprocess\.(?!env\b)|from "node:/;
const IMPORT = /^(?:import|export) (?!type )[^;]*?from "(@\/[^"]+|\.[^"]+)";/gms;

/** The file of an import; undefined for packages, styles and files that are no code. */
function fileOf(from: string, name: string): string | undefined {
  const base = name.startsWith("@/") ? name.slice(2) : path.join(path.dirname(from), name);
  return [base, `${base}.ts`, `${base}.tsx`].find(
    (file) => /\.tsx?$/.test(file) && existsSync(file),
  );
}

/** All code that a browser gets for a component, with the way that leads to it. */
function codeOf(file: string, way: readonly string[], found: Map<string, readonly string[]>): void {
  if (found.has(file)) return;
  found.set(file, [...way, file]);
  for (const [, name = ""] of readFileSync(file, "utf8").matchAll(IMPORT)) {
    const next = fileOf(file, name);
    if (next) codeOf(next, [...way, file], found);
  }
}

test("the code that browsers get uses nothing of Node", () => {
  const roots = ["app", "components"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .map((name) => path.join(folder, name))
      .filter((file) => /\.tsx?$/.test(file) && !file.includes(".test."))
      .filter((file) => readFileSync(file, "utf8").startsWith('"use client"')),
  );
  expect(roots.length).toBeGreaterThan(20);
  const found = new Map<string, readonly string[]>();
  for (const root of roots) codeOf(root, [], found);
  const ways = [...found].filter(([file]) => OF_NODE.test(readFileSync(file, "utf8")));
  expect(ways.map(([, way]) => way.join(" > "))).toEqual([]);
});
