import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

/** A hash over the names and contents of files and folders below `root`; missing ones are skipped. */
export function hashOf(root, files, isIgnored = () => false) {
  const hash = createHash("sha256");
  const visit = (file) => {
    const full = path.join(root, file);
    if (isIgnored(file) || !existsSync(full)) return;
    if (statSync(full).isDirectory()) {
      for (const name of readdirSync(full).sort()) visit(path.posix.join(file, name));
      return;
    }
    const content = readFileSync(full);
    hash.update(`${file}\0${content.length}\0`).update(content);
  };
  for (const file of files) visit(file);
  return hash.digest("hex");
}
