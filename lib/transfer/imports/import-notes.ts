import { LIMITS } from "@/lib/core/limits";
import type { Queryable } from "@/lib/db/queryable";
import type { CopyReport, RoomNote } from "@/lib/transfer/copy/copy-report";
import type { UnreadableFile } from "@/lib/transfer/copy/files-source";
import type { NoteKind } from "./room-import";

interface Note {
  kind: NoteKind;
  roomName: string;
  createdAt: string | null;
  code: string | null;
  message: string | null;
}

/**
 * Records a room that the import created, so that the import can be undone. It is recorded immediately, because the import may be
 * interrupted.
 */
export async function recordCreated(
  db: Queryable,
  importId: string,
  room: { roomName: string; createdAt: string },
): Promise<void> {
  const { roomName, createdAt } = room;
  await insert(db, importId, [{ kind: "created", roomName, createdAt, code: null, message: null }]);
}

/** Stores the notes about rooms and files, up to a maximum for each kind. */
export async function writeNotes(
  db: Queryable,
  importId: string,
  report: CopyReport,
  unreadable: readonly UnreadableFile[],
): Promise<void> {
  const lists: [NoteKind, readonly RoomNote[]][] = [
    ["failed", report.failed],
    ["unverified", report.notVerified],
    ["skipped", report.skipped],
    ["lost", report.lost],
  ];
  const files = unreadable.map(({ file, message }): Note => {
    return { kind: "unreadable", roomName: file, createdAt: null, code: null, message };
  });
  await insert(db, importId, files.slice(0, LIMITS.importNotesMax));
  for (const [kind, notes] of lists) {
    const kept = notes.slice(0, LIMITS.importNotesMax).map((note): Note => ({ ...note, kind }));
    await insert(db, importId, kept);
  }
}

async function insert(db: Queryable, importId: string, notes: readonly Note[]): Promise<void> {
  if (notes.length === 0) return;
  await db.query(
    `insert into room_import_note (import_id, kind, room_name, room_created_at, code, message)
     select $1, * from unnest($2::text[], $3::text[], $4::timestamptz[], $5::text[], $6::text[])`,
    [
      importId,
      notes.map(({ kind }) => kind),
      notes.map(({ roomName }) => roomName),
      notes.map(({ createdAt }) => createdAt),
      notes.map(({ code }) => code),
      notes.map(({ message }) => message),
    ],
  );
}
