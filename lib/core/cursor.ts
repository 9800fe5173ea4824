import { createHash } from "node:crypto";
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

/** Unpacks a cursor. Throws `invalid_request` when it was altered, cut or made for another question. */
export function decodeCursor(purpose: string, cursor: string): CursorKey {
  const refusal = () =>
    new RoomkeeperError("invalid_request", "This cursor does not belong to this list.", {
      fields: [{ pointer: "/cursor", message: "Ask for the first page again." }],
    });
  if (cursor.length > LIMITS.cursorUnitsMax) throw refusal();
  const [packed = "", sum, ...rest] = cursor.split(".");
  const body = Buffer.from(packed, "base64url").toString();
  const repacked = Buffer.from(body).toString("base64url");
  if (rest.length > 0 || repacked !== packed || sum !== sumOf(purpose, body)) throw refusal();
  return JSON.parse(body) as CursorKey;
}

function sumOf(purpose: string, body: string): string {
  return createHash("sha256").update(`${purpose}\n${body}`).digest("base64url").slice(0, 12);
}
