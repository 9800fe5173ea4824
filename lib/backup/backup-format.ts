import { createReadStream } from "node:fs";
import { z } from "zod";
import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import { notWhole, summedLines, unpacked } from "@/lib/core/summed-lines";

/** The version of the format. It increases when older readers would misunderstand the file. */
export const BACKUP_FORMAT = 1;

const text = z.string().min(1);

/**
 * The first line of a backup. Behind it come, for each table, `{"table": name}` and one line a row: a list that holds the row as
 * Postgres writes it in JSON. The last line has the counts and the sum (lib/core/summed-lines.ts).
 */
const backupHeaderSchema = z.object({
  roomkeeper: z.literal("backup"),
  format: z.literal(BACKUP_FORMAT),
  app: text,
  /** The newest migration of the instance. */
  migration: text,
  at: z.iso.datetime(),
  tables: z.array(z.object({ name: text, columns: z.array(text).min(1) })),
  /** The last value of each sequence, by table and column. */
  sequences: z.array(z.object({ table: text, column: text, last: z.string().regex(/^\d+$/) })),
  /** A value that is sealed with the instance's secret, to check whether another instance has the same secret. */
  check: text,
  /** The secret, sealed with a passphrase; null if it is not included. */
  secret: z
    .object({
      salt: text,
      nonce: text,
      sealed: text,
      cost: z
        .number()
        .int()
        .min(1)
        .max(1 << 20),
    })
    .nullable(),
});

export type BackupHeader = z.infer<typeof backupHeaderSchema>;

/** The place of the check value, and its text. */
export const CHECK_PLACE = "backup.check";
export const CHECK_TEXT = "roomkeeper";

/** The number of rows of each table, as in the last line. */
export type RowCounts = Record<string, number>;

export interface BackupReader {
  onHeader(header: BackupHeader): void | Promise<void>;
  /** Rows of one table in the order of the file, each a JSON object as text; a bounded batch at a time. */
  onRows?(table: string, rows: string[]): Promise<void>;
}

/**
 * Reads a whole backup with bounded memory. Only when it resolves is it known that the file is complete, so a caller must be able to undo
 * what it did with the rows. Throws `corrupt` if the file is incomplete or altered, `invalid_document` if it is not a backup or has a
 * newer format, and `not_found`.
 */
export async function readBackup(file: string, reader: BackupReader): Promise<RowCounts> {
  let header: BackupHeader | undefined;
  let table: string | undefined;
  let batch: string[] = [];
  let batchUnits = 0;
  let promised: unknown;
  const counts: RowCounts = {};
  const handOut = async () => {
    if (table !== undefined && batch.length > 0) await reader.onRows?.(table, batch);
    batch = [];
    batchUnits = 0;
  };
  const lines = summedLines(unpacked(readable(file)), {
    lineBytesMax: LIMITS.backupLineBytesMax,
    onEnd: (facts) => {
      promised = facts.rows;
    },
  });
  for await (const line of lines) {
    if (!header) {
      header = parseHeader(line);
      await reader.onHeader(header);
    } else if (line.startsWith("{")) {
      await handOut();
      table = tableOf(line, header, counts);
      counts[table] = 0;
    } else {
      if (table === undefined) throw notWhole();
      counts[table] = (counts[table] ?? 0) + 1;
      batch.push(line.slice(1, -1));
      batchUnits += line.length;
      const isFull = batch.length >= LIMITS.backupBatchRows || batchUnits > LIMITS.backupBatchUnits;
      if (isFull) await handOut();
    }
  }
  await handOut();
  if (!header || JSON.stringify(counts) !== JSON.stringify(promised)) throw notWhole();
  return counts;
}

async function* readable(file: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(file)) yield chunk as Uint8Array;
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code !== "ENOENT" && code !== "EISDIR" && code !== "EACCES") throw error;
    throw new RoomkeeperError("not_found", `The file ${file} cannot be read.`, {}, error);
  }
}

function parseHeader(line: string): BackupHeader {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {}
  const { roomkeeper, format, app } = (value ?? {}) as Record<string, unknown>;
  if (roomkeeper !== "backup") {
    throw new RoomkeeperError("invalid_document", "This file is no backup of a Roomkeeper.");
  }
  if (typeof format === "number" && format > BACKUP_FORMAT) {
    throw new RoomkeeperError(
      "invalid_document",
      `This backup was written by Roomkeeper ${String(app)}, in a newer format than this one reads. Restore it with that version.`,
    );
  }
  const header = backupHeaderSchema.safeParse(value);
  if (!header.success) throw notWhole(header.error);
  return header.data;
}

/** Parses a line. A line that is not JSON was altered. */
function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw notWhole(cause);
  }
}

function tableOf(line: string, header: BackupHeader, counts: RowCounts): string {
  const { table } = parsed(line) as { table?: unknown };
  const isNext = header.tables[Object.keys(counts).length]?.name === table;
  if (typeof table !== "string" || !isNext) throw notWhole();
  return table;
}
