import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import { parseJson } from "@/lib/core/parse-json";
import { readBytes } from "./read-bytes";

interface JsonBodyOptions {
  bytesMax?: number;
  /** Whether a request without a body is read as `{}`, whatever its Content-Type says. */
  isOptional?: boolean;
  /** Makes the value from a body of the type text/csv; without it, only JSON is taken. */
  readCsv?: ((bytes: Uint8Array) => Promise<unknown>) | undefined;
}

/**
 * Reads a JSON body, or a CSV body where one is taken, up to its maximum size. Returns the value and the received bytes.
 * Throws `unsupported_media_type`, `invalid_json` or `body_too_large`, and what `readBytes` throws.
 */
export async function readJsonBody(
  request: Request,
  { bytesMax = LIMITS.bodyBytesMax, isOptional = false, readCsv }: JsonBodyOptions = {},
): Promise<{ value: unknown; bytes: Uint8Array }> {
  if (readCsv) {
    const type = request.headers.get("content-type") ?? "";
    if (/^text\/csv\s*(?:;|$)/i.test(type)) {
      const bytes = await readBytes(request, { bytesMax });
      return { value: await readCsv(bytes), bytes };
    }
    if (!JSON_TYPE.test(type)) {
      const message = "Send the body as application/json or text/csv.";
      throw new RoomkeeperError("unsupported_media_type", message);
    }
  }
  if (!isOptional) requireJsonType(request);
  const bytes = await readBytes(request, { bytesMax });
  if (isOptional && bytes.byteLength === 0) return { value: {}, bytes };
  requireJsonType(request);
  return { value: valueIn(bytes), bytes };
}

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i;

function requireJsonType({ headers }: Request): void {
  if (JSON_TYPE.test(headers.get("content-type") ?? "")) return;
  throw new RoomkeeperError("unsupported_media_type", "Send the body as application/json.");
}

const decoder = new TextDecoder("utf-8", { fatal: true });

function valueIn(bytes: Uint8Array): unknown {
  try {
    return parseJson(decoder.decode(bytes));
  } catch (error) {
    if (error instanceof RoomkeeperError) throw error;
    throw new RoomkeeperError("invalid_json", "The body is not JSON in UTF-8.", {}, error);
  }
}
