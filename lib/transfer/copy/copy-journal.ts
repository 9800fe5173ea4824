import { createHash } from "node:crypto";
import { appendFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { ScannedRoom } from "@/lib/match/copied-room";
import { roomKey } from "./room-source";

/**
 * Remembers which rooms of one copy are done, so that a run that was cut short goes on where it was. A room counts as done with
 * the content it had: one that has changed since is copied again.
 */
export interface CopyJournal {
  isDone(room: ScannedRoom): boolean;
  /** Resolves when the note outlives this process. */
  note(room: ScannedRoom): Promise<void>;
  /** How many rooms an earlier run had done. */
  readonly before: number;
}

/** A journal that forgets. */
export const NO_JOURNAL: CopyJournal = { isDone: () => false, note: async () => {}, before: 0 };

/**
 * Opens the journal of the copy that `title` names (from where, to where, how). One of another copy is not touched: throws.
 * A last line that was cut by a crash is passed over.
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
  // A line cut in the middle must not swallow the next.
  if (lines !== null) await appendFile(file, "\n");
  return {
    before: done.size,
    isDone: (room) => done.get(roomKey(room.room)) === digestOf(room),
    async note(room) {
      await appendFile(
        file,
        `${JSON.stringify({ key: roomKey(room.room), digest: digestOf(room) })}\n`,
      );
    },
  };
}

/** A copy that came to its end needs no journal; the next one looks at everything again. */
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
