import { randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { link, open, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { RoomkeeperError } from "./errors";

/**
 * Writes blocks of text to a new file, compressed with gzip if its name ends in `.gz`. It first writes and flushes a temporary file in
 * the same folder and then gives it its name, so a file of that name is always complete. Only the file's owner can read it. Throws
 * `already_exists` if there is a file of that name.
 */
export async function writeNewFile(file: string, blocks: AsyncIterable<string>): Promise<void> {
  if (await exists(file)) throw alreadyExists(file);
  const temporary = path.join(
    path.dirname(file),
    `.${path.basename(file)}.${randomBytes(6).toString("hex")}`,
  );
  try {
    const target = createWriteStream(temporary, { flags: "wx", mode: 0o600 });
    const text = Readable.from(blocks, { objectMode: true, highWaterMark: 2 });
    await (file.endsWith(".gz") ? pipeline(text, createGzip(), target) : pipeline(text, target));
    const handle = await open(temporary, "r+");
    await handle.sync().finally(() => handle.close());
    await moveIntoPlace(temporary, file);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** A link, unlike a rename, never replaces an existing file. On file systems without links, the file is renamed. */
async function moveIntoPlace(temporary: string, file: string): Promise<void> {
  try {
    await link(temporary, file);
  } catch (error) {
    if ((error as { code?: unknown }).code === "EEXIST") throw alreadyExists(file);
    if (await exists(file)) throw alreadyExists(file);
    await rename(temporary, file);
  }
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

function alreadyExists(file: string): RoomkeeperError {
  return new RoomkeeperError(
    "already_exists",
    `There is a file ${file} already. Choose another name.`,
  );
}
