import { createHash } from "node:crypto";
import { appendFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { ScannedRoom } from "@/lib/match/copied-room";
import { roomKey } from "./room-source";

/**
 * Records which rooms of a copy are done, so that an interrupted run can continue where it stopped. It records the content as well: a
 * room that has changed since is copied again.
 */
export interface CopyJournal {
  isDone(room: ScannedRoom): boolean;
  /** Resolves when the record is in the file. */
  markDone(room: ScannedRoom): Promise<void>;
  /** How many rooms an earlier run has copied. */
  readonly before: number;
}

/** A journal that records nothing. */
export const NO_JOURNAL: CopyJournal = { isDone: () => false, markDone: async () => {}, before: 0 };

/**
 * Opens or creates the journal of a copy; `title` identifies the copy (source, target, options). Throws if the file is the journal of
 * another copy. Ignores a last line that a crash cut off.
 */
export async function openJournal(file: string, title: string): Promise<CopyJournal> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const lines = await readLines(file);
  if (lines === null) {
    await writeFile(file, `${JSON.stringify({ copy: title })}\n`, { flag: "wx", mode: 0o600 });
  } else if (parse(lines[0] ?? "")?.copy !== title) {
    throw new Error(`${file} is the journal of another copy. Name another file with --resume.`);
  }
  const done = new Map<string, string>();
  for (const line of (lines ?? []).slice(1)) {
    const { key, digest } = parse(line) ?? {};
    if (typeof key === "string" && typeof digest === "string") done.set(key, digest);
  }
  // End an incomplete line, so that the next record starts a new one.
  if (lines !== null) await appendFile(file, "\n");
  return {
    before: done.size,
    isDone: (room) => done.get(roomKey(room.room)) === digestOf(room),
    async markDone(room) {
      await appendFile(
        file,
        `${JSON.stringify({ key: roomKey(room.room), digest: digestOf(room) })}\n`,
      );
    },
  };
}

/** Deletes the journal of a finished copy. The next copy compares everything again. */
export async function closeJournal(file: string): Promise<void> {
  await rm(file, { force: true });
}

async function readLines(file: string): Promise<string[] | null> {
  try {
    return (await readFile(file, "utf8")).split("\n");
  } catch (error) {
    if ((error as { code?: unknown }).code === "ENOENT") return null;
    throw error;
  }
}

function parse(line: string): Record<string, unknown> | null {
  try {
    return JSON.parse(line) as Record<string, unknown> | null;
  } catch {
    return null;
  }
}

function digestOf({ room, takenBack = [], passwordHidden = false }: ScannedRoom): string {
  const text = JSON.stringify([room, takenBack, passwordHidden]);
  return createHash("sha256").update(text).digest("base64url");
}
