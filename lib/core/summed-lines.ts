import { createHash, type Hash } from "node:crypto";
import { createGunzip } from "node:zlib";
import { RoomkeeperError } from "./errors";
import { createYielder } from "./yielder";

const BLOCK_UNITS = 64 * 1024;
const NEWLINE = 10;

/**
 * Adds a last line with the SHA-256 of all bytes before it, so that a reader notices when the file was cut, altered or joined from two
 * files. Yields blocks of text, ready to write.
 *
 * @param facts returns more members of the last line; called after all other lines
 */
export async function* withSum(
  lines: AsyncIterable<string>,
  facts: () => object = () => ({}),
): AsyncGenerator<string> {
  const hash = createHash("sha256");
  let block = "";
  for await (const line of lines) {
    block += `${line}\n`;
    if (block.length < BLOCK_UNITS) continue;
    hash.update(block);
    yield block;
    block = "";
  }
  hash.update(block);
  yield `${block}${JSON.stringify({ end: { ...facts(), sha256: hash.digest("hex") } })}\n`;
}

export interface SummedLinesOptions {
  /** Longer lines are refused. */
  lineBytesMax: number;
  /** Called with the other members of the last line, if the checksum is correct. */
  onEnd?: (facts: Record<string, unknown>) => void;
}

/**
 * Reads what `withSum` wrote and yields its lines without the last one. Throws `corrupt` if the text is incomplete or altered; it may do
 * so only after the last line, so a caller must be able to undo what it did with earlier lines.
 */
export async function* summedLines(
  bytes: AsyncIterable<Uint8Array>,
  options: SummedLinesOptions,
): AsyncGenerator<string> {
  const hash = createHash("sha256");
  let last: Buffer | null = null;
  for await (const line of splitLines(bytes, options.lineBytesMax)) {
    if (last) {
      addLine(hash, last);
      yield textOf(last);
    }
    last = line;
  }
  const { sha256, ...facts } = endOf(last);
  if (sha256 !== hash.digest("hex")) throw notWhole();
  options.onEnd?.(facts);
}

function addLine(hash: Hash, line: Buffer): void {
  hash.update(line).update("\n");
}

function endOf(line: Buffer | null): Record<string, unknown> {
  try {
    const { end } = JSON.parse(textOf(line ?? Buffer.alloc(0))) as {
      end?: Record<string, unknown>;
    };
    if (end) return end;
  } catch {}
  throw notWhole();
}

/**
 * Splits bytes into lines, only at line feeds, because other line separators are ordinary text in JSON. Empty lines are refused,
 * because a few bytes of gzip can contain millions of them.
 */
export async function* splitLines(
  bytes: AsyncIterable<Uint8Array>,
  lineBytesMax: number,
): AsyncGenerator<Buffer> {
  const yieldIfDue = createYielder();
  let parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    const whole = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let from = 0;
    for (let at = whole.indexOf(NEWLINE); at !== -1; at = whole.indexOf(NEWLINE, from)) {
      parts.push(whole.subarray(from, at));
      const line = parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
      if (line.byteLength === 0) throw notWhole();
      yield line;
      await yieldIfDue();
      from = at + 1;
      parts = [];
      size = 0;
    }
    const rest = whole.subarray(from);
    size += rest.byteLength;
    if (size > lineBytesMax)
      throw new RoomkeeperError("corrupt", "A line of this file is too long.");
    if (rest.byteLength > 0) parts.push(rest);
  }
  if (size > 0) throw notWhole();
}

/**
 * The bytes of a file, decompressed if they are gzip. Throws `corrupt` if they are invalid gzip, or more than `bytesMax` when
 * decompressed.
 */
export async function* unpacked(
  bytes: AsyncIterable<Uint8Array>,
  bytesMax = Number.POSITIVE_INFINITY,
): AsyncGenerator<Uint8Array> {
  const source = bytes[Symbol.asyncIterator]();
  const first = await atLeastTwo(source);
  const whole = startingWith(first, source);
  const isGzip = first[0] === 0x1f && first[1] === 0x8b;
  let size = 0;
  for await (const chunk of isGzip ? gunzipped(whole) : whole) {
    size += chunk.byteLength;
    if (size > bytesMax) throw new RoomkeeperError("corrupt", "This file unpacks to too much.");
    yield chunk;
  }
}

/** The first bytes, at least the two by which gzip is recognized (RFC 1952), if there are so many. */
async function atLeastTwo(source: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let bytes: Uint8Array = new Uint8Array();
  while (bytes.length < 2) {
    const next = await source.next();
    if (next.done) break;
    bytes = bytes.length === 0 ? next.value : Buffer.concat([bytes, next.value]);
  }
  return bytes;
}

async function* gunzipped(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  const fed = feed(bytes, gunzip);
  fed.catch((error: Error) => gunzip.destroy(error));
  try {
    for await (const chunk of gunzip) yield chunk as Uint8Array;
    await fed;
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (typeof code === "string" && code.startsWith("Z_")) throw notWhole(error);
    throw error;
  } finally {
    gunzip.destroy();
  }
}

async function feed(
  bytes: AsyncIterable<Uint8Array>,
  gunzip: ReturnType<typeof createGunzip>,
): Promise<void> {
  for await (const chunk of bytes) {
    if (gunzip.destroyed) return;
    if (!gunzip.write(chunk)) await drained(gunzip);
  }
  gunzip.end();
}

/** Resolves when more can be written, or when the stream was closed. */
function drained(gunzip: ReturnType<typeof createGunzip>): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      gunzip.off("drain", done);
      gunzip.off("close", done);
      resolve();
    };
    gunzip.on("drain", done);
    gunzip.on("close", done);
  });
}

async function* startingWith(
  first: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    yield first;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function textOf(line: Buffer): string {
  try {
    return decoder.decode(line);
  } catch (cause) {
    throw notWhole(cause);
  }
}

export function notWhole(cause?: unknown): RoomkeeperError {
  const message = "This file is not whole: it was cut short or altered.";
  return new RoomkeeperError("corrupt", message, {}, cause);
}
