import { RoomkeeperError } from "@/lib/core/errors";

export interface BytesOptions {
  /** More is refused, and never held. */
  bytesMax: number;
  /** The sentence for a body that is larger. */
  tooLarge?: string;
  /** Reads the rest of a body that is too large and forgets it: a browser that is still sending shows no answer. */
  readsToTheEnd?: boolean;
}

/** A body that is read to its end though it is too large may be this many times as large; then the connection breaks. */
const TIMES_TOO_LARGE_MAX = 4;

/**
 * The bytes of a body, as every route reads them: no more than it may have, as they are (no Content-Encoding), and as many as
 * Content-Length says, because a proxy that cuts bodies must not make half of one look whole.
 * Throws `unsupported_media_type`, `body_too_large`, or `invalid_request` where it lied about its length or ended early.
 */
export async function readBytes(
  request: Request,
  options: BytesOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  refuseEncoding(request);
  const promised = promisedLength(request);
  const isKnownTooLarge = promised !== null && promised > options.bytesMax;
  if (isKnownTooLarge && !options.readsToTheEnd) throw tooLarge(options);
  const bytes = await bytesOf(request, isKnownTooLarge ? null : promised, options);
  if (promised !== null && promised !== bytes.byteLength) {
    throw new RoomkeeperError(
      "invalid_request",
      `The body has ${bytes.byteLength} bytes where Content-Length says ${promised}.`,
    );
  }
  return bytes;
}

/** https://www.rfc-editor.org/rfc/rfc9110#section-8.4 */
function refuseEncoding(request: Request): void {
  const encoding = request.headers.get("content-encoding")?.trim().toLowerCase() ?? "";
  if (encoding === "" || encoding === "identity") return;
  throw new RoomkeeperError(
    "unsupported_media_type",
    "Send the body as it is: a Content-Encoding such as gzip is not decoded here.",
  );
}

function promisedLength(request: Request): number | null {
  const header = request.headers.get("content-length");
  if (header === null) return null;
  if (!/^\d{1,15}$/.test(header)) {
    throw new RoomkeeperError("invalid_request", "Content-Length is no number.");
  }
  return Number(header);
}

function tooLarge({ bytesMax, tooLarge: words }: BytesOptions): RoomkeeperError {
  return new RoomkeeperError("body_too_large", words ?? `A body has at most ${bytesMax} bytes.`);
}

async function bytesOf(
  request: Request,
  promised: number | null,
  options: BytesOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const { bytesMax, readsToTheEnd = false } = options;
  const readMax = readsToTheEnd ? bytesMax * TIMES_TOO_LARGE_MAX : bytesMax;
  try {
    // A server holds a body to its Content-Length, so this is bounded; a body of unknown length is counted as it comes.
    if (promised !== null) return new Uint8Array(await request.arrayBuffer());
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength;
      if (size <= bytesMax) chunks.push(chunk);
      else chunks.length = 0;
      if (size > readMax) break;
    }
    if (size > bytesMax) throw tooLarge(options);
    return joined(chunks, size);
  } catch (error) {
    if (error instanceof RoomkeeperError) throw error;
    throw new RoomkeeperError("invalid_request", "The body ended early.", {}, error);
  }
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}
