export interface TestReport {
  passed: number;
  failed: number;
  failures: { name: string; message: string }[];
}
export function readUnits(file: string, isFine: boolean, root: string): TestReport;
export function readStories(file: string, isFine: boolean): TestReport;
