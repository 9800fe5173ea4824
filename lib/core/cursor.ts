import { createHash } from "node:crypto";
import { z } from "zod";
import { RoomkeeperError } from "./errors";
import { LIMITS } from "./limits";
import { isMoment } from "./moment";
import { isStorableText } from "./text";

/** Where a page ended: the sort values of its last row. */
export type CursorKey = readonly (string | number | null)[];

/**
 * Encodes the last row's sort values as opaque text.
 * @param purpose identifies the list with its sort order and filters; the cursor is valid only for the same list
 */
export function encodeCursor(purpose: string, key: CursorKey): string {
  const body = JSON.stringify(key);
  return `${Buffer.from(body).toString("base64url")}.${sumOf(purpose, body)}`;
}

/**
 * Decodes a cursor. Throws `invalid_request` if it was altered or made for another list. The checksum is not secret, so a caller may have
 * made the cursor; therefore the key must also match the schema.
 */
export function decodeCursor<Key extends CursorKey>(
  purpose: string,
  cursor: string,
  schema: z.ZodType<Key>,
): Key {
  const refusal = () =>
    new RoomkeeperError("invalid_request", "This cursor does not belong to this list.", {
      fields: [{ pointer: "/cursor", message: "Ask for the first page again." }],
    });
  if (cursor.length > LIMITS.cursorUnitsMax) throw refusal();
  const [packed = "", sum, ...rest] = cursor.split(".");
  const body = Buffer.from(packed, "base64url").toString();
  const repacked = Buffer.from(body).toString("base64url");
  if (rest.length > 0 || repacked !== packed || sum !== sumOf(purpose, body)) throw refusal();
  const key = schema.safeParse(parseJson(body));
  if (!key.success) throw refusal();
  return key.data;
}

/** A text in a cursor. The checksum is not secret, so a caller may have made the cursor. */
export function cursorText(unitsMax: number) {
  return z.string().max(unitsMax).refine(isStorableText);
}

/** A row's id in a cursor. */
export const cursorId = cursorText(64);

/** A time in a cursor, as ISO 8601. */
export const cursorTime = z.iso.datetime().refine((text) => isMoment(Date.parse(text)));

/** A time in a cursor, in milliseconds since 1970. Stored ratings may have any safe integer as their time. */
export const cursorMs = z.int();

/** A finite number in a cursor, as Postgres wrote it. */
export const cursorNumber = z
  .string()
  .regex(/^-?\d{1,20}(\.\d{1,20})?(e[+-]\d{1,3})?$/)
  .refine((text) => Number.isFinite(Number(text)));

/** The key of lists by time: a moment (ISO 8601) and an id. */
export const timeCursorKey = z.tuple([cursorTime, cursorId]);

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function sumOf(purpose: string, body: string): string {
  return createHash("sha256").update(`${purpose}\n${body}`).digest("base64url").slice(0, 12);
}

/** The API's description of `nextCursor`. */
export const NEXT_CURSOR_TEXT =
  "Send this as `cursor` to get the next page; null when this is the last page.";
