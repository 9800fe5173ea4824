import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import { isStorableText } from "@/lib/core/text";
import { readBytes } from "@/lib/web/api/read-bytes";
import { readForm, tooManyFields, typeOf } from "./read-form";

/** Names of an object's prototype. No form has such a field. */
const FORBIDDEN = new Set(["__proto__", "constructor", "prototype"]);

/**
 * The fields of a form (url-encoded or multipart) or the members of a JSON object, at most `LIMITS.formBytesMax` bytes and
 * `LIMITS.formFieldsMax` fields. A field that occurs several times becomes a list.
 */
export async function readFormFields(request: Request): Promise<Record<string, unknown>> {
  const bytes = await readBytes(request, {
    bytesMax: LIMITS.formBytesMax,
    tooLarge: "That is more than a form can hold.",
  });
  if (bytes.byteLength === 0) return {};
  if (typeOf(request.headers.get("content-type")) === "application/json") {
    return clean(readJson(bytes));
  }
  const fields = new Map<string, string | string[]>();
  for (const [key, value] of await readForm(request, bytes)) {
    if (typeof value === "string") addField(fields, key, value);
  }
  return clean(Object.fromEntries(fields));
}

/** Adds a field of a form. A field that occurs several times becomes a list. */
export function addField(fields: Map<string, string | string[]>, key: string, value: string): void {
  const before = fields.get(key);
  if (before === undefined) fields.set(key, value);
  else if (typeof before === "string") fields.set(key, [before, value]);
  else before.push(value);
}

function readJson(bytes: Uint8Array): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new RoomkeeperError("invalid_json", "That is not JSON.", {}, cause);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new RoomkeeperError("invalid_request", "The body must be a JSON object.");
  }
  if (hasMoreValuesThan(value, LIMITS.formFieldsMax)) throw tooManyFields();
  return value as Record<string, unknown>;
}

/** Counts members and items at any depth, but stops once there are too many. */
function hasMoreValuesThan(root: object, most: number): boolean {
  const waiting: object[] = [root];
  let count = 0;
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const values = Object.values(next);
    count += values.length;
    if (count > most) return true;
    for (const value of values) if (typeof value === "object" && value) waiting.push(value);
  }
  return false;
}

function clean(fields: Record<string, unknown>): Record<string, unknown> {
  for (const [key, value] of Object.entries(fields)) {
    const texts = [key, value].flat().filter((item) => typeof item === "string");
    if (FORBIDDEN.has(key) || !texts.every(isStorableText)) {
      throw new RoomkeeperError("invalid_request", "A field contains text that cannot be stored.");
    }
  }
  return fields;
}
