import { randomBytes } from "node:crypto";
import { link, readFile, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import writeFileAtomic from "write-file-atomic";
import { RoomkeeperError } from "@/lib/core/errors";

const UNITS_MIN = 32;

/** The file of this installation's generated secret. */
export function secretsFile(dataDir: string): string {
  return path.join(dataDir, "secrets.json");
}

/**
 * Reads the secret in `secrets.json`; undefined if there is no such file. If the file is empty or damaged, it throws one sentence that
 * names the file, because another secret could not open the sealed values.
 */
export async function readSecret(dataDir: string): Promise<string | undefined> {
  const file = secretsFile(dataDir);
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const secret = secretIn(text);
  if (secret !== undefined) return secret;
  const fault = text.trim() === "" ? "is empty" : "contains no secret";
  throw new RoomkeeperError(
    "unavailable",
    `${file} ${fault}: put it back from a backup, or remove it and set ROOMKEEPER_SECRET to the secret it held.`,
  );
}

function secretIn(text: string): string | undefined {
  try {
    const { secret } = JSON.parse(text) as { secret?: unknown };
    return typeof secret === "string" && secret.length >= UNITS_MIN ? secret : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Throws one sentence that names `secrets.json` if there is an embedded database, because its values are sealed with the missing secret.
 * Call it if there is no such file.
 */
export async function requireNoDatabase(dataDir: string): Promise<void> {
  const database = path.join(dataDir, "postgres");
  const isThere = await stat(database).then(
    () => true,
    () => false,
  );
  if (!isThere) return;
  throw new RoomkeeperError(
    "unavailable",
    `${secretsFile(dataDir)} is missing, and the database in ${database} is sealed with the secret in it: put it back from a ` +
      "backup, or set ROOMKEEPER_SECRET to that secret.",
  );
}

/** Makes the secret of a new installation and stores it with mode 0600, unless another start at the same time has made one. */
export async function makeSecret(dataDir: string): Promise<void> {
  const file = secretsFile(dataDir);
  const secret = randomBytes(32).toString("base64url");
  const temporary = `${file}.${randomBytes(6).toString("hex")}`;
  try {
    await writeFile(temporary, textOf(secret), { mode: 0o600, flush: true });
    // A link, unlike a rename, never replaces an existing file.
    await link(temporary, file).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code === "EEXIST") return;
      // This file system has no links.
      await writeFileAtomic(file, textOf(secret), { mode: 0o600 });
    });
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Replaces the secrets in `secrets.json` by the given ones, newest first. Returns a function that restores the previous file. */
export async function replaceSecrets(
  dataDir: string,
  secrets: readonly string[],
): Promise<() => Promise<void>> {
  const file = secretsFile(dataDir);
  const before = await readFile(file, "utf8").catch(() => undefined);
  const write = (text: string) => writeFileAtomic(file, text, { mode: 0o600 });
  await write(textOf(secrets.join(",")));
  return () => (before === undefined ? rm(file, { force: true }) : write(before));
}

function textOf(secret: string): string {
  return `${JSON.stringify({ secret }, null, 2)}\n`;
}
