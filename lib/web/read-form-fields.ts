import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import { isStorableText } from "@/lib/core/text";

/** Names that would reach an object's prototype are no field of any form. */
const FORBIDDEN = new Set(["__proto__", "constructor", "prototype"]);

/**
 * The fields of a form (url-encoded or multipart) or the members of a JSON object, at most `LIMITS.formBytesMax` bytes.
 * A field that occurs several times becomes a list.
 */
export async function readFormFields(request: Request): Promise<Record<string, unknown>> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  const body = await readBounded(request);
  if (body.byteLength === 0) return {};
  if (type === "application/json") return clean(readJson(body));
  if (type !== "application/x-www-form-urlencoded" && type !== "multipart/form-data") {
    throw new RoomkeeperError("unsupported_media_type", "Send a form or JSON.");
  }
  const headers = { "content-type": request.headers.get("content-type") ?? type };
  const form = await new Response(body, { headers }).formData().catch((cause: unknown) => {
    throw new RoomkeeperError("invalid_request", "The form could not be read.", {}, cause);
  });
  const fields: Record<string, unknown> = {};
  for (const key of new Set(form.keys())) {
    const values = form.getAll(key).filter((value) => typeof value === "string");
    fields[key] = values.length > 1 ? values : values[0];
  }
  return clean(fields);
}

async function readBounded(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reader = request.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.byteLength;
    if (bytes > LIMITS.formBytesMax) {
      await reader.cancel();
      throw new RoomkeeperError("body_too_large", "That is more than a form can hold.");
    }
    chunks.push(value);
  }
  const body = new Uint8Array(bytes);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.byteLength;
  }
  return body;
}

function readJson(body: Uint8Array): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch (cause) {
    throw new RoomkeeperError("invalid_json", "That is not JSON.", {}, cause);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new RoomkeeperError("invalid_request", "Send an object.");
  }
  return value as Record<string, unknown>;
}

function clean(fields: Record<string, unknown>): Record<string, unknown> {
  for (const [key, value] of Object.entries(fields)) {
    const texts = [key, value].flat().filter((item) => typeof item === "string");
    if (FORBIDDEN.has(key) || !texts.every(isStorableText)) {
      throw new RoomkeeperError("invalid_request", "A field holds text that cannot be kept.");
    }
  }
  return fields;
}
