import { randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { link, open, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { RoomkeeperError } from "./errors";

/**
 * Writes a new file from blocks of text, packed with gzip when its name ends in `.gz`: beside its place first, flushed, then
 * named, so that a file of that name is always a whole one. Only its owner may read it. Throws `already_exists` rather than
 * replace another file.
 */
export async function writeNewFile(file: string, blocks: AsyncIterable<string>): Promise<void> {
  if (await isThere(file)) throw taken(file);
  const half = path.join(
    path.dirname(file),
    `.${path.basename(file)}.${randomBytes(6).toString("hex")}`,
  );
  try {
    const target = createWriteStream(half, { flags: "wx", mode: 0o600 });
    const text = Readable.from(blocks, { objectMode: true, highWaterMark: 2 });
    await (file.endsWith(".gz") ? pipeline(text, createGzip(), target) : pipeline(text, target));
    const handle = await open(half, "r+");
    await handle.sync().finally(() => handle.close());
    await nameIt(half, file);
  } finally {
    await rm(half, { force: true });
  }
}

/** A link, unlike a rename, never replaces what is there; file systems without links get the rename. */
async function nameIt(half: string, file: string): Promise<void> {
  try {
    await link(half, file);
  } catch (error) {
    if ((error as { code?: unknown }).code === "EEXIST") throw taken(file);
    if (await isThere(file)) throw taken(file);
    await rename(half, file);
  }
}

async function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

function taken(file: string): RoomkeeperError {
  return new RoomkeeperError(
    "already_exists",
    `There is a file ${file} already. Choose another name.`,
  );
}
