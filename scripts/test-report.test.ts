import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { readStories, readUnits, withSecondTry } from "./test-report.mjs";

/** Reports of real runs, of tests that pass, fail, break and leave an error behind. */

const ROOT = path.resolve(import.meta.dirname, "..");
const folder = mkdtempSync(path.join(tmpdir(), "roomkeeper-reports-"));
// The tests of this folder find the packages of the project.
symlinkSync(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a program of a package with these files in a folder of their own. */
function run(script: string, name: string, files: Record<string, string>, args: string[]) {
  const cwd = path.join(folder, name);
  mkdirSync(cwd, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(cwd, file), text);
  const report = path.join(cwd, "report.json");
  const { status } = spawnSync(
    process.execPath,
    [path.join(ROOT, "node_modules", script), ...args, "--reporter=json"],
    { cwd, env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report } },
  );
  return { report, isFine: status === 0, cwd };
}

const GOOD = 'it("passes", () => {});';

function vitest(name: string, files: Record<string, string>, only: string[] = []) {
  const args = ["run", "--globals", "--root=.", "--outputFile.json=report.json", ...only];
  const { report, isFine, cwd } = run("vitest/vitest.mjs", name, files, args);
  return readUnits(report, isFine, cwd);
}

test("names each failed test with the beginning of its message", () => {
  const found = vitest("failed", {
    "sums.test.mjs":
      'describe("sums", () => { it("adds", () => expect(1 + 1).toBe(3)); it("holds", () => {}); });',
    "broken.test.mjs": 'throw new Error("no such thing");',
  });
  expect(found).toMatchObject({ passed: 1, failed: 2 });
  const byName = found.failures.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  expect(byName.map(({ name }) => name)).toEqual(["broken.test.mjs", "sums.test.mjs › sums adds"]);
  expect(byName[0]?.message).toContain("no such thing");
  expect(byName[1]?.message).toContain("expected 2 to be 3");
});

test("files in which a test failed run once more, and what passes then is named as flaky", () => {
  const always = 'it("never passes", () => expect(1).toBe(2));';
  const once = `import { existsSync, writeFileSync } from "node:fs";
    it("passes the second time", () => {
      const tried = existsSync("tried");
      writeFileSync("tried", "");
      expect(tried).toBe(true);
    });`;
  const files = { "always.test.mjs": always, "once.test.mjs": once, "fine.test.mjs": GOOD };
  const first = vitest("again", files);
  const asked: string[][] = [];
  const found = withSecondTry(first, (some) => {
    asked.push(some.toSorted());
    return vitest("again", {}, some);
  });
  expect(asked).toEqual([["always.test.mjs", "once.test.mjs"]]);
  expect(found).toMatchObject({ passed: 2, failed: 1 });
  expect(found.failures.map(({ name }) => name)).toEqual(["always.test.mjs › never passes"]);
  expect(found.flaky.map(({ name }) => name)).toEqual(["once.test.mjs › passes the second time"]);
});

test("there is no second try if many files failed, or something outside of a test", () => {
  const failure = (file: string | null) => ({ file, name: `${file}`, message: "" });
  const many = ["a", "b", "c", "d"].map(failure);
  for (const failures of [many, [failure(null)], []]) {
    const first = { passed: 1, failed: failures.length, failures, flaky: [] };
    expect(withSecondTry(first, () => expect.fail("It ran again."))).toBe(first);
  }
});

test("a run in which every test passed, but that failed, counts as one failure", () => {
  const found = vitest("late", {
    "late.test.mjs":
      'it("passes", async () => { setTimeout(() => { throw new Error("late"); }); await new Promise((go) => setTimeout(go, 50)); });',
  });
  expect(found).toMatchObject({ passed: 1, failed: 1, failures: [{ name: "report.json" }] });
  expect(found.failures[0]?.message).toContain("Unhandled");
});

test("a run without a report counts as one failure", () => {
  expect(readStories(path.join(folder, "none", "report.json"), true)).toMatchObject({
    passed: 0,
    failed: 1,
    failures: [{ message: "It ended without a report." }],
  });
});

test("names each failed story with its project", () => {
  const files = {
    "playwright.config.mjs": 'export default { projects: [{ name: "phone" }] };',
    "door.spec.mjs":
      'import { expect, test } from "@playwright/test"; test("opens", () => {}); test("closes", () => expect("open").toBe("shut"));',
  };
  const { report, isFine } = run("@playwright/test/cli.js", "stories", files, ["test"]);
  const found = readStories(report, isFine);
  expect(found).toMatchObject({
    passed: 1,
    failed: 1,
    failures: [{ name: "[phone] door.spec.mjs › closes" }],
  });
  expect(found.failures[0]?.message).toContain("shut");
});
