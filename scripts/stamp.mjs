import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

/** A hash over the names and contents of files and folders below `root`; missing ones are skipped. */
export function hashOf(root, places, isIgnored = () => false) {
  const hash = createHash("sha256");
  const visit = (place) => {
    const full = path.join(root, place);
    if (isIgnored(place) || !existsSync(full)) return;
    if (statSync(full).isDirectory()) {
      for (const name of readdirSync(full).sort()) visit(path.posix.join(place, name));
      return;
    }
    const content = readFileSync(full);
    hash.update(`${place}\0${content.length}\0`).update(content);
  };
  for (const place of places) visit(place);
  return hash.digest("hex");
}
