// What vitest and Playwright reported, as counts and as the beginnings of what failed.
import { readFileSync } from "node:fs";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";

const MESSAGE_LINES = 20;
const FILES_AGAIN_MAX = 3;

/**
 * The results of the unit and API tests: `{ passed, failed, failures, flaky }`. A failure has the `name` of the test, the beginning of its
 * `message` and its `file`, which is null if something failed outside of a test. Flaky tests passed at a second try.
 */
export function readUnits(file, isFine, root) {
  return summed(file, isFine, ({ numPassedTests, testResults }) => ({
    passed: numPassedTests,
    failures: testResults.flatMap((result) => failuresOf(result, root)),
  }));
}

/**
 * Results of which the failed files ran once more, as the browser tests do on a machine that is shared. Without a second try if too many
 * files failed, or something outside of a test: that is no accident.
 * @param again runs some files and returns their results
 */
export function withSecondTry(first, again) {
  const files = [...new Set(first.failures.map(({ file }) => file))];
  if (files.length === 0 || files.length > FILES_AGAIN_MAX || files.includes(null)) return first;
  const second = again(files);
  const stillFailed = new Set(second.failures.map(({ name }) => name));
  const flaky = first.failures.filter(({ name }) => !stillFailed.has(name));
  return {
    passed: first.passed + flaky.length,
    failed: second.failures.length,
    failures: second.failures,
    flaky,
  };
}

function failuresOf({ name, status, message, assertionResults }, root) {
  const file = path.relative(root, name);
  const failed = assertionResults.filter((test) => test.status === "failed");
  if (status === "failed" && failed.length === 0)
    return [{ file, name: file, message: beginningOf(message) }];
  return failed.map(({ fullName, failureMessages }) => ({
    file,
    name: `${file} › ${fullName}`,
    message: beginningOf(failureMessages.join("\n")),
  }));
}

/** The results of the browser tests, in the same shape. Playwright itself makes the second try. */
export function readStories(file, isFine) {
  return summed(file, isFine, ({ stats, suites, errors }) => ({
    passed: stats.expected + stats.flaky,
    failures: [
      ...storiesOf(suites, "unexpected"),
      ...errors.map(({ message }) => ({
        file: null,
        name: path.basename(file),
        message: beginningOf(message),
      })),
    ],
    flaky: storiesOf(suites, "flaky"),
  }));
}

function storiesOf(suites, wanted) {
  return specsOf(suites).flatMap(({ title, file, tests }) =>
    tests
      .filter(({ status }) => status === wanted)
      .map(({ projectName, results }) => ({
        file,
        name: `[${projectName}] ${file} › ${title}`,
        message: beginningOf(results.map((result) => result.error?.message ?? "").join("\n")),
      })),
  );
}

function specsOf(suites = []) {
  return suites.flatMap((suite) => [...(suite.specs ?? []), ...specsOf(suite.suites)]);
}

/** A run that failed without a failed test (a crash, an unhandled error) counts as one failure. */
function summed(file, isFine, read) {
  const report = readReport(file);
  const { passed, failures, flaky = [] } = report ? read(report) : { passed: 0, failures: [] };
  if (failures.length > 0 || (isFine && report)) {
    return { passed, failed: failures.length, failures, flaky };
  }
  const message = report
    ? "No test failed, but something outside of a test did: look for “Unhandled” or “Error” above."
    : "It ended without a report.";
  const failure = { file: null, name: path.basename(file), message };
  return { passed, failed: 1, failures: [failure], flaky };
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

/** The first lines of a message, without the colours of a terminal. */
function beginningOf(message = "") {
  const plain = stripVTControlCharacters(message).trim();
  return plain.split("\n").slice(0, MESSAGE_LINES).join("\n");
}
