import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";

/** The fields of a form in the order received. */
export type FormEntries = Iterable<[name: string, value: FormDataEntryValue]>;

/**
 * Parses a form, url-encoded or multipart. The fields are counted first, because parsing a field costs far more than its bytes. Throws
 * `unsupported_media_type`, `invalid_request`.
 */
export async function readForm(
  request: Request,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<FormEntries> {
  const given = request.headers.get("content-type") ?? "";
  const type = typeOf(given);
  if (type === "application/x-www-form-urlencoded") {
    requireFew(bytes, "&");
    return new URLSearchParams(new TextDecoder().decode(bytes));
  }
  if (type !== "multipart/form-data") {
    throw new RoomkeeperError("unsupported_media_type", "Send a form or JSON.");
  }
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]+)"|([^\s;"]+))/i.exec(given) ?? [];
  requireFew(bytes, `--${quoted ?? plain ?? ""}`);
  const response = new Response(bytes, { headers: { "content-type": given } });
  return response.formData().catch((cause: unknown) => {
    throw new RoomkeeperError("invalid_request", "The form could not be read.", {}, cause);
  });
}

/** The media type without its parameters. */
export function typeOf(contentType: string | null): string {
  return (contentType ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
}

/** The refusal of a form with too many fields. */
export function tooManyFields(): RoomkeeperError {
  const message = `A form has at most ${LIMITS.formFieldsMax} fields.`;
  return new RoomkeeperError("invalid_request", message);
}

function requireFew(bytes: Uint8Array, separator: string): void {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let count = 0;
  for (let at = text.indexOf(separator); at !== -1; at = text.indexOf(separator, at + 1)) {
    count += 1;
    if (count > LIMITS.formFieldsMax) throw tooManyFields();
  }
}
