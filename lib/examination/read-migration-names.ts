import { readdir } from "node:fs/promises";
import path from "node:path";

/** The names of this version's migrations, oldest first. @param root the folder that holds `prisma/` */
export async function readMigrationNames(root = process.cwd()): Promise<string[]> {
  const folder = path.join(root, "prisma", "migrations");
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}
