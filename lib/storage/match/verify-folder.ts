import { readdir } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { isMissing, TEMPORARY_PREFIX } from "@/lib/storage/support/durable-file";
import { FileSums } from "@/lib/storage/support/file-sums";
import { type FileState, type FindingKind, stateOfFile } from "./file-state";
import { historyIn, roomIn } from "./room-file";
import { WORK_FOLDER } from "./room-file-names";
import { listJsonFiles } from "./room-folder";

export interface Finding {
  kind: FindingKind;
  /** The path below the folder. */
  file: string;
  message: string;
}

export interface FolderReport {
  /** How many files with rooms or trash there are. */
  files: number;
  /** How many are exactly as they were written. */
  whole: number;
  /** How many can be read, but have no checksum: other programs wrote them, or a Roomkeeper that recorded none. */
  unrecorded: number;
  findings: Finding[];
}

const PAUSE_MS = 150;
const LEFTOVER_TEXT =
  "A write began and did not end. A program that writes here later removes it after an hour.";

/**
 * Compares the files of a folder with their checksums, and reads those that differ. It writes nothing.
 * @param pauseMs the time between two looks at a file that differs, in which a server that is writing to it comes to its end
 */
export async function verifyFolder(folder: string, pauseMs = PAUSE_MS): Promise<FolderReport> {
  const root = path.resolve(folder);
  const work = path.join(root, WORK_FOLDER);
  const sums = new FileSums(root, work);
  const report: FolderReport = { files: 0, whole: 0, unrecorded: 0, findings: [] };
  const add = (file: string, state: FileState) => {
    if ("message" in state) report.findings.push({ file: path.relative(root, file), ...state });
    else if (state.kind !== "absent") report[state.kind] += 1;
  };

  const found = new Set([...(await listJsonFiles(root)), ...(await listJsonFiles(work))]);
  report.files = found.size;
  for (const file of [...new Set([...found, ...(await sums.files())])].sort()) {
    const parse = path.dirname(file) === work ? historyIn : roomIn;
    add(file, await stateOfFile(file, { sums, parse, pauseMs }));
  }
  for (const file of await listLeftovers(work, pauseMs)) {
    add(file, { kind: "leftover", message: LEFTOVER_TEXT });
  }
  return report;
}

/** Whether nothing in the folder needs a person: no file was changed outside, damaged or removed. */
export function isFolderWhole({ findings }: FolderReport): boolean {
  return findings.every(({ kind }) => kind === "interrupted" || kind === "leftover");
}

/** Temporary files that are there twice, because a server may be writing. */
async function listLeftovers(work: string, pauseMs: number): Promise<string[]> {
  const first = await listTemporaryFiles(work);
  if (first.length === 0) return [];
  await pause(pauseMs);
  const second = new Set(await listTemporaryFiles(work));
  return first.filter((file) => second.has(file)).sort();
}

async function listTemporaryFiles(work: string): Promise<string[]> {
  const names = await readdir(work).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  return names
    .filter((name) => name.startsWith(TEMPORARY_PREFIX))
    .map((name) => path.join(work, name));
}
