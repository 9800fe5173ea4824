// `npm test`: installs what the tests need, and runs the checks, the unit and API tests, and the browser tests.
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { readArguments } from "./arguments.mjs";
import { build } from "./build.mjs";
import { check } from "./check.mjs";
import { findBrowser, installBrowser } from "./find-browser.mjs";
import { findProgram, installProgram } from "./find-program.mjs";
import { findRedis, installRedis } from "./find-redis.mjs";
import { prepare, ROOT } from "./prepare.mjs";
import { fail, say } from "./say.mjs";
import { readStories, readUnits, withSecondTry } from "./test-report.mjs";

const USAGE = `Usage: npm test
Runs everything: the checks, the unit and API tests, and the browser tests on the production build. Installs what these need, and ends
with one line that says how many passed. For the tests of one folder or file, call vitest: npx vitest run lib/rooms
Options
  -h, --help    prints this
Example
  npm test`;

readArguments({ name: "test", usage: USAGE });
const REPORTS = path.join(ROOT, ".cache", "reports");

prepare({ withTests: true });
process.env.PLAYWRIGHT_CHROMIUM = await browser();
process.env.REDIS_SERVER = redis();
process.env.PGBOUNCER = program("pgbouncer", "PGBOUNCER");
process.env.HAPROXY = program("haproxy", "HAPROXY");
rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });

const isChecked = check();
say("Unit, conformance and API tests.");
const units = withSecondTry(runUnits("vitest.json"), (files) => {
  say("Once more the files in which a test failed.");
  return runUnits("vitest-again.json", files);
});
await build();
say("Browser tests, on the production build.");
const browsing = run("@playwright/test/cli.js", ["test"]);
const stories = readStories(path.join(REPORTS, "playwright.json"), browsing);

// Once more at the end, where nobody has to look for it between thousands of lines.
for (const { name, message } of [...units.flaky, ...stories.flaky]) {
  process.stdout.write(`\nPassed at the second try: ${name}\n${message}\n`);
}
for (const { name, message } of [...units.failures, ...stories.failures]) {
  process.stdout.write(`\nFailed: ${name}\n${message}\n`);
}
const passed = units.passed + stories.passed;
const failed = units.failed + stories.failed + (isChecked ? 0 : 1);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

function runUnits(report, files = []) {
  const isFine = run("vitest/vitest.mjs", ["run", ...jsonReport(report), ...files]);
  return readUnits(path.join(REPORTS, report), isFine, ROOT);
}

async function browser() {
  const found = await findBrowser();
  if (found) return found;
  say("Installing Chromium for the browser tests.");
  return (
    (await installBrowser()) ??
    fail("The browser tests need Chromium: install it, or set PLAYWRIGHT_CHROMIUM to its path.")
  );
}

function redis() {
  const found = findRedis();
  if (found) return found;
  say("Installing Redis for the tests.");
  return (
    installRedis() ??
    fail("The tests need Redis: install redis-server, or set REDIS_SERVER to its path.")
  );
}

function program(name, variable) {
  const found = findProgram(name, variable);
  if (found) return found;
  say(`Installing ${name} for the tests.`);
  return (
    installProgram(name, variable) ??
    fail(`The tests need ${name}: install it, or set ${variable} to its path.`)
  );
}

function jsonReport(file) {
  const place = path.join(REPORTS, file);
  return ["--reporter=default", "--reporter=json", `--outputFile.json=${place}`];
}

function run(script, args) {
  const done = spawnSync(process.execPath, [path.join(ROOT, "node_modules", script), ...args], {
    cwd: ROOT,
    stdio: ["ignore", "inherit", "inherit"],
  });
  return done.status === 0;
}
