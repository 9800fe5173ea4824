import { LIMITS } from "@/lib/core/limits";
import type { SecretBox } from "@/lib/core/secret-box";
import type { Queryable } from "@/lib/db/queryable";
import type { RoomFile } from "@/lib/transfer/copy/files-source";

/** A file as a browser sent it. */
export interface UploadedFile {
  name: string;
  bytes: Uint8Array;
}

function placeOf(importId: string, file: number, part: number): string {
  return `room_import_chunk.bytes/${importId}/${file}/${part}`;
}

/** Stores an uploaded file in sealed pieces, because it may contain room passwords. */
export async function storeFile(
  db: Queryable,
  box: SecretBox,
  which: { importId: string; file: number },
  { bytes }: UploadedFile,
): Promise<void> {
  const { importId, file } = which;
  for (let part = 0; part * LIMITS.importChunkBytes < bytes.length; part += 1) {
    const from = part * LIMITS.importChunkBytes;
    const piece = Buffer.from(bytes.subarray(from, from + LIMITS.importChunkBytes));
    const sealed = box.seal(piece.toString("base64"), placeOf(importId, file, part));
    await db.query(
      "insert into room_import_chunk (import_id, file, part, bytes_sealed) values ($1, $2, $3, $4)",
      [importId, file, part, sealed],
    );
  }
}

/** The stored files of an import, read piece by piece. */
export function storedFiles(
  db: Queryable,
  box: SecretBox,
  { id, files }: { id: string; files: readonly { name: string }[] },
): RoomFile[] {
  return files.map(({ name }, file) => ({
    name,
    async *open() {
      for (let part = 0; ; part += 1) {
        const { rows } = await db.query<{ bytes_sealed: string }>(
          "select bytes_sealed from room_import_chunk where import_id = $1 and file = $2 and part = $3",
          [id, file, part],
        );
        const [row] = rows;
        if (!row) return;
        yield openPiece(box, row.bytes_sealed, placeOf(id, file, part));
      }
    },
  }));
}

/** Throws if a piece was changed in the database. This must fail the import and not count as an unreadable file. */
function openPiece(box: SecretBox, sealed: string, place: string): Buffer {
  try {
    return Buffer.from(box.open(sealed, place), "base64");
  } catch (cause) {
    throw new Error("A piece of the upload is not what was uploaded.", { cause });
  }
}

/** Deletes the uploaded files of an import. */
export async function deleteFiles(db: Queryable, importId: string): Promise<void> {
  await db.query("delete from room_import_chunk where import_id = $1", [importId]);
}
