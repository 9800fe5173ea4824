import { createHash } from "node:crypto";
import { z } from "zod";
import { RoomkeeperError } from "./errors";
import { LIMITS } from "./limits";

/** Where a page ended: the sort values of its last row. */
export type CursorKey = readonly (string | number | null)[];

/**
 * Packs the place where a page ended into opaque text.
 * @param purpose the list with its sort and filters; a cursor is good for the same question only
 */
export function encodeCursor(purpose: string, key: CursorKey): string {
  const body = JSON.stringify(key);
  return `${Buffer.from(body).toString("base64url")}.${sumOf(purpose, body)}`;
}

/**
 * Unpacks a cursor whose key fits the schema. Throws `invalid_request` when it was altered, cut, made for another question or
 * by somebody else; the sum is no secret, so the key is checked as well.
 */
export function decodeCursor<Key extends CursorKey = CursorKey>(
  purpose: string,
  cursor: string,
  schema: z.ZodType<Key> = anyKey as unknown as z.ZodType<Key>,
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

const anyKey = z.array(z.union([z.string(), z.number(), z.null()]));

/** The key of lists by time: a moment (ISO 8601) and an id. */
export const timeCursorKey = z.tuple([z.iso.datetime(), z.string().max(64)]);

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
