import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import writeFileAtomic from "write-file-atomic";

/**
 * The generated secret of this installation, made at the first start and kept in `secrets.json` (mode 0600). Losing the file
 * loses the stored room passwords and signs everybody out.
 */
export async function keepSecret(dataDir: string): Promise<string> {
  const file = path.join(dataDir, "secrets.json");
  const found = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (found !== undefined) {
    const { secret } = JSON.parse(found) as { secret?: unknown };
    if (typeof secret === "string" && secret.length >= 32) return secret;
    throw new Error(`${file} holds no secret; put it back from a backup, or remove it.`);
  }
  const secret = randomBytes(32).toString("base64url");
  await writeFileAtomic(file, `${JSON.stringify({ secret }, null, 2)}\n`, { mode: 0o600 });
  return secret;
}

/**
 * Puts secrets that came from elsewhere in front of the ones in `secrets.json`: the first seals, all open. What it returns puts
 * the file back as it was.
 */
export async function putSecrets(
  dataDir: string,
  secrets: readonly string[],
): Promise<() => Promise<void>> {
  const file = path.join(dataDir, "secrets.json");
  const before = await readFile(file, "utf8");
  const write = (text: string) => writeFileAtomic(file, text, { mode: 0o600 });
  await write(`${JSON.stringify({ secret: secrets.join(",") }, null, 2)}\n`);
  return () => write(before);
}
