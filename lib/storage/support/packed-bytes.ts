import { gunzip, gzip } from "node:zlib";
import { LIMITS } from "@/lib/core/limits";
import { StorageError } from "@/lib/core/storage-error";

const encoder = new TextEncoder();

/**
 * The bytes of a text, compressed with gzip from `fromBytes` on, and always if the file's name ends in `.gz`. A file keeps its name when
 * its size passes `fromBytes`, so that a room is never in two files; readers recognize gzip by its first bytes.
 */
export async function packedBytes(
  text: string,
  { file, fromBytes = Number.POSITIVE_INFINITY }: { file: string; fromBytes?: number | undefined },
): Promise<Uint8Array> {
  const bytes = encoder.encode(text);
  if (bytes.byteLength < fromBytes && !/\.gz$/i.test(file)) return bytes;
  return new Promise((resolve, reject) => {
    gzip(bytes, (error, packed) => (error ? reject(error) : resolve(packed)));
  });
}

/** Whether the bytes begin as gzip does (RFC 1952). JSON never does. */
export function isPacked(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** The bytes as they were before they were compressed. Throws `corrupt` if they cannot be, or if they are more than a file may have. */
export async function unpackedBytes(file: string, bytes: Uint8Array): Promise<Uint8Array> {
  if (!isPacked(bytes)) return bytes;
  const maxOutputLength = LIMITS.roomFileBytesMax;
  return new Promise((resolve, reject) => {
    gunzip(bytes, { maxOutputLength }, (error, unpacked) => {
      if (!error) return resolve(unpacked);
      const why = WHY[(error as { code?: string }).code ?? ""] ?? "is damaged gzip";
      reject(new StorageError(`${file} ${why}.`, error, "corrupt"));
    });
  });
}

const WHY: Record<string, string> = {
  ERR_BUFFER_TOO_LARGE: `unpacks to more than ${LIMITS.roomFileBytesMax / 1024 / 1024} MB`,
  Z_BUF_ERROR: "is gzip whose end is missing",
};
