import { createHash } from "node:crypto";

/** The folder beside the room files, for trash, tombstones, checksums, locks and temporary files. */
export const WORK_FOLDER = ".roomkeeper";

const STEM_UNITS_MAX = 200;

/** MovieMatch's own rule for file names: every UTF-16 unit outside A-Z a-z 0-9 _ - becomes an underscore. */
function lossyStem(name: string): string {
  return name.replace(/[^A-Za-z0-9_-]/g, "_");
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

/**
 * The two possible file names of a room: the one that MovieMatch would use, and a unique one for the case that another room has the
 * first. The unique name contains a dot before the hash, which MovieMatch's rule never makes, so the two kinds cannot collide.
 */
export function roomFileNames(name: string): { plain: string; own: string } {
  const stem = lossyStem(name);
  const own = `${stem.slice(0, STEM_UNITS_MAX)}.${hashOf(name)}.json`;
  return { plain: stem.length > STEM_UNITS_MAX ? own : `${stem}.json`, own };
}

/** The file for the trash and tombstones of a name, in the work folder. */
export function historyFileName(name: string): string {
  return roomFileNames(name).own;
}

/** A lock key that is equal for all names that may share a file, also on file systems that ignore case. */
export function contentionKey(name: string): string {
  const { plain } = roomFileNames(name);
  return hashOf(plain.toLowerCase());
}
