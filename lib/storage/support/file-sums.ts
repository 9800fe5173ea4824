import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { isMissing, removeDurably, writeDurably } from "./durable-file";

export interface FileSum {
  /** The file's path below the folder. */
  file: string;
  bytes: number;
  /** The SHA-256 of the file's bytes; null if the file is being removed. */
  sha256: string | null;
}

/** What is recorded about a file. */
export interface FileSumPair {
  /** The last write that ended. */
  last: FileSum | null;
  /** A write or removal that began and may not have ended. */
  next: FileSum | null;
}

const LAST = ".sum";
const NEXT = ".next";
const encoder = new TextEncoder();

/**
 * The checksums of the files in a folder, one small file for each. The checksum of what is to be written is stored first, beside the one of
 * what is there, and takes its place after the write. So after a crash at any moment one of the two is that of the file.
 */
export class FileSums {
  readonly #folder: string;
  readonly #work: string;
  readonly #sums: string;

  /** `work` is the folder for temporary files, below `folder`. */
  constructor(folder: string, work: string) {
    this.#folder = folder;
    this.#work = work;
    this.#sums = path.join(work, "sums");
  }

  /** Replaces a file durably, and records its checksum. Only one caller at a time may do so for the same file. */
  async write(file: string, bytes: Uint8Array): Promise<void> {
    await this.#announce(file, { bytes: bytes.byteLength, sha256: sumOf(bytes) });
    await writeDurably(file, bytes, this.#work);
    await this.#settle(file);
  }

  /** Removes a file durably, and then its checksum. */
  async remove(file: string): Promise<void> {
    await this.#announce(file, { bytes: 0, sha256: null });
    await removeDurably(file);
    await this.#forget(file);
  }

  /** What is recorded about a file. A record that cannot be read counts as missing. */
  async find(file: string): Promise<FileSumPair> {
    const next = await readSum(this.#pathOf(file, NEXT));
    return { last: await readSum(this.#pathOf(file, LAST)), next };
  }

  /** All files that have a record. */
  async files(): Promise<string[]> {
    const names = await readdir(this.#sums).catch((error: unknown) => {
      if (isMissing(error)) return [];
      throw error;
    });
    const files = new Set<string>();
    for (const name of names) {
      const sum = await readSum(path.join(this.#sums, name));
      if (sum) files.add(path.join(this.#folder, sum.file));
    }
    return [...files];
  }

  async #announce(file: string, next: Omit<FileSum, "file">): Promise<void> {
    await mkdir(this.#sums, { recursive: true, mode: 0o700 });
    await this.#settleIfDone(file);
    const sum: FileSum = { file: this.#nameOf(file), ...next };
    await writeDurably(this.#pathOf(file, NEXT), `${JSON.stringify(sum)}\n`, this.#work);
  }

  /** Ends what an interrupted process did not: the file is as its next record says, but that has not taken the place of the last one. */
  async #settleIfDone(file: string): Promise<void> {
    const left = await readSum(this.#pathOf(file, NEXT));
    if (!left) return;
    if ((await sumOfFile(file)) !== left.sha256) return;
    if (left.sha256 === null) await this.#forget(file);
    else await this.#settle(file);
  }

  /** The last record goes first, because the next one says that the file is being removed. */
  async #forget(file: string): Promise<void> {
    await rm(this.#pathOf(file, LAST), { force: true });
    await rm(this.#pathOf(file, NEXT), { force: true });
  }

  /** The rename need not be flushed: until it is, the file has the checksum of `next`. */
  #settle(file: string): Promise<void> {
    return rename(this.#pathOf(file, NEXT), this.#pathOf(file, LAST));
  }

  #nameOf(file: string): string {
    return path.relative(this.#folder, file).split(path.sep).join("/");
  }

  #pathOf(file: string, ending: string): string {
    const key = sumOf(encoder.encode(this.#nameOf(file))).slice(0, 32);
    return path.join(this.#sums, `${key}${ending}`);
  }
}

export function sumOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

async function sumOfFile(file: string): Promise<string | null> {
  return readFile(file).then(sumOf, (error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
}

async function readSum(file: string): Promise<FileSum | null> {
  try {
    const { file: name, bytes, sha256 } = JSON.parse(await readFile(file, "utf8")) as FileSum;
    if (typeof name !== "string" || typeof bytes !== "number") return null;
    return { file: name, bytes, sha256 };
  } catch (error) {
    if (isMissing(error) || error instanceof SyntaxError) return null;
    throw error;
  }
}
