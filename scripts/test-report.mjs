// What vitest and Playwright reported, as counts and as the beginnings of what failed.
import { readFileSync } from "node:fs";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";

const MESSAGE_LINES = 20;

/** The results of the unit and API tests: `{ passed, failed, failures: [{ name, message }] }`. */
export function readUnits(file, isFine, root) {
  return summed(file, isFine, ({ numPassedTests, testResults }) => ({
    passed: numPassedTests,
    failures: testResults.flatMap((result) => failuresOf(result, root)),
  }));
}

function failuresOf({ name, status, message, assertionResults }, root) {
  const file = path.relative(root, name);
  const failed = assertionResults.filter((test) => test.status === "failed");
  if (status === "failed" && failed.length === 0)
    return [{ name: file, message: beginningOf(message) }];
  return failed.map(({ fullName, failureMessages }) => ({
    name: `${file} › ${fullName}`,
    message: beginningOf(failureMessages.join("\n")),
  }));
}

/** The results of the browser tests, in the same shape. */
export function readStories(file, isFine) {
  return summed(file, isFine, ({ stats, suites, errors }) => {
    const failures = specsOf(suites).flatMap(({ title, file: spec, tests }) =>
      tests
        .filter((test) => test.status === "unexpected")
        .map(({ projectName, results }) => ({
          name: `[${projectName}] ${spec} › ${title}`,
          message: beginningOf(results.map((result) => result.error?.message ?? "").join("\n")),
        })),
    );
    const broken = errors.map(({ message }) => ({
      name: path.basename(file),
      message: beginningOf(message),
    }));
    return { passed: stats.expected + stats.flaky, failures: [...failures, ...broken] };
  });
}

function specsOf(suites = []) {
  return suites.flatMap((suite) => [...(suite.specs ?? []), ...specsOf(suite.suites)]);
}

/** A run that failed without a failed test (a crash, an unhandled error) counts as one failure. */
function summed(file, isFine, read) {
  const report = readReport(file);
  const { passed, failures } = report ? read(report) : { passed: 0, failures: [] };
  if (failures.length > 0 || (isFine && report))
    return { passed, failed: failures.length, failures };
  const message = report
    ? "No test failed, but something outside of a test did: look for “Unhandled” or “Error” above."
    : "It ended without a report.";
  return { passed, failed: 1, failures: [{ name: path.basename(file), message }] };
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
