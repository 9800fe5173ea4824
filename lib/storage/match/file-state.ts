import { setTimeout as pause } from "node:timers/promises";
import { StorageError } from "@/lib/core/storage-error";
import { type FileSumPair, type FileSums, sumOf } from "@/lib/storage/support/file-sums";
import { isPacked, unpackedBytes } from "@/lib/storage/support/packed-bytes";
import { readStoredBytes } from "@/lib/storage/support/stored-bytes";
import { whyNoRoom } from "./why-no-room";

/** What a person may want to know about a file. */
export type FindingKind =
  /** It can be read, but it is not what was written. It is used like any other file. */
  | "changed"
  /** It was written, and it is gone. */
  | "missing"
  /** It is not a room. */
  | "damaged"
  /** It is not a room, because its end is missing. */
  | "half-written"
  /** This account may not read it. */
  | "unreadable"
  /** A write or removal did not end and was not acknowledged; the file is as it was before. */
  | "interrupted"
  /** A temporary file of a write that did not end. */
  | "leftover";

/** `unrecorded`: it can be read, and has no checksum. `absent`: there is no file, as it should be. */
export type FileState =
  | { kind: "whole" | "unrecorded" | "absent" }
  | { kind: FindingKind; message: string };

type Parse = (file: string, bytes: Uint8Array) => unknown;

const READINGS_MAX = 5;

/**
 * Compares a file with its checksum, and reads it if they differ. A server may be writing at the same time, so a difference counts only if
 * a second reading finds the same one.
 */
export async function stateOfFile(
  file: string,
  { sums, parse, pauseMs }: { sums: FileSums; parse: Parse; pauseMs: number },
): Promise<FileState> {
  let seen = await look(file, sums, parse);
  for (let readings = 1; readings < READINGS_MAX && "message" in seen.state; readings += 1) {
    await pause(pauseMs);
    const again = await look(file, sums, parse);
    const isSame = again.sha256 === seen.sha256 && again.sum.last?.sha256 === seen.sum.last?.sha256;
    seen = again;
    if (isSame) break;
  }
  return seen.state;
}

interface Look {
  sum: FileSumPair;
  sha256: string | null;
  state: FileState;
}

async function look(file: string, sums: FileSums, parse: Parse): Promise<Look> {
  const sum = await sums.find(file);
  try {
    const bytes = await readStoredBytes(file);
    if (!bytes) return { sum, sha256: null, state: stateWithoutFile(sum) };
    const sha256 = sumOf(bytes);
    const state =
      stateByRecord(sum, sha256) ??
      (await stateByContent(sum, bytes, async () => parse(file, await unpackedBytes(file, bytes))));
    return { sum, sha256, state };
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    const kind = error.code === "unavailable" ? "unreadable" : "damaged";
    return { sum, sha256: null, state: { kind, message: error.message } };
  }
}

function stateWithoutFile({ last, next }: FileSumPair): FileState {
  if (next?.sha256 === null || !(last || next)) return { kind: "absent" };
  if (last) return { kind: "missing", message: "It was removed, but not by Roomkeeper." };
  return { kind: "interrupted", message: "Its first write did not end." };
}

function stateByRecord({ last, next }: FileSumPair, sha256: string): FileState | null {
  if (next?.sha256 === sha256) return { kind: "whole" };
  if (last?.sha256 !== sha256) return null;
  if (!next) return { kind: "whole" };
  const what = next.sha256 === null ? "removal" : "write";
  const message = `The last ${what} did not end. The file is whole, as it was before.`;
  return { kind: "interrupted", message };
}

async function stateByContent(
  { last, next }: FileSumPair,
  bytes: Uint8Array,
  parse: () => Promise<unknown>,
): Promise<FileState> {
  try {
    await parse();
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    if (endsEarly(bytes, error)) {
      const written = next?.bytes || last?.bytes || 0;
      const isShort = bytes.byteLength < written;
      const message = isShort
        ? `It has ${bytes.byteLength} of the ${written} bytes that were written.`
        : "Its end is missing.";
      return { kind: "half-written", message };
    }
    return { kind: "damaged", message: whyDamaged(error) };
  }
  if (!last && !next) return { kind: "unrecorded" };
  return { kind: "changed", message: "It was changed, but not by Roomkeeper. It can be read." };
}

/** Gzip has reasons of its own, which the error says in full. */
function whyDamaged(error: StorageError): string {
  const isGzip = error.cause instanceof Error && "errno" in error.cause;
  return isGzip || error.cause instanceof RangeError ? error.message : whyNoRoom(error.cause);
}

/** Whether the last bytes are not the end of a JSON object. Disks that lose power leave NUL bytes at the end of a file. */
function endsEarly(bytes: Uint8Array, error: StorageError): boolean {
  if (isPacked(bytes)) return (error.cause as { code?: unknown } | null)?.code === "Z_BUF_ERROR";
  const WHITE_SPACE = [0x20, 0x09, 0x0a, 0x0d];
  const last = bytes.findLast((byte) => !WHITE_SPACE.includes(byte));
  return last !== 0x7d;
}
