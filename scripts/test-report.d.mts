export interface TestFailure {
  /** Null if something failed outside of a test. */
  file: string | null;
  name: string;
  message: string;
}

export interface TestReport {
  passed: number;
  failed: number;
  failures: TestFailure[];
  /** What passed at the second try only. */
  flaky: TestFailure[];
}

export function readUnits(file: string, isFine: boolean, root: string): TestReport;
export function readStories(file: string, isFine: boolean): TestReport;
export function withSecondTry(
  first: TestReport,
  again: (files: string[]) => TestReport,
): TestReport;
