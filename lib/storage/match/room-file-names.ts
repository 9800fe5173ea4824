import { createHash } from "node:crypto";

const STEM_UNITS_MAX = 200;

/** MovieMatch's own rule for file names: every UTF-16 unit outside A-Z a-z 0-9 _ - becomes an underscore. */
function lossyStem(name: string): string {
  return name.replace(/[^A-Za-z0-9_-]/g, "_");
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

/**
 * Where a room of that name may be: the file MovieMatch would use, and one of its very own for when another room has that
 * already. The dot before the hash is no letter of the lossy rule, so the second never meets a name of the first kind.
 */
export function roomFileNames(name: string): { plain: string; own: string } {
  const stem = lossyStem(name);
  const own = `${stem.slice(0, STEM_UNITS_MAX)}.${hashOf(name)}.json`;
  return { plain: stem.length > STEM_UNITS_MAX ? own : `${stem}.json`, own };
}

/** Where trash and tombstones of a name are kept, below the storage's own folder. */
export function historyFileName(name: string): string {
  return roomFileNames(name).own;
}

/**
 * Equal for all names that may reach for one file, on file systems that take capitals and small letters for the same as well.
 */
export function contentionKey(name: string): string {
  const { plain } = roomFileNames(name);
  return hashOf(plain.toLowerCase());
}
