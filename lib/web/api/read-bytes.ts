import { RoomkeeperError } from "@/lib/core/errors";

export interface BytesOptions {
  /** A larger body is refused and never kept in memory. */
  bytesMax: number;
  /** The message for a larger body. */
  tooLarge?: string;
  /** Whether the rest of a too large body is read and dropped, because a browser that is still sending shows no reply. */
  readsToTheEnd?: boolean;
}

/** How many times the maximum a too large body may have while it is read to its end; then the connection is closed. */
const TIMES_TOO_LARGE_MAX = 4;

/**
 * Reads the bytes of a body for every route: at most the maximum, without Content-Encoding, and exactly as many as Content-Length
 * says, so that a body that a proxy cut off does not look complete. Throws `unsupported_media_type`, `body_too_large`, or
 * `invalid_request` if the length is wrong or the body ended early.
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
    "Send the body without a Content-Encoding such as gzip.",
  );
}

function promisedLength(request: Request): number | null {
  const header = request.headers.get("content-length");
  if (header === null) return null;
  if (!/^\d{1,15}$/.test(header)) {
    throw new RoomkeeperError("invalid_request", "Content-Length is not a number.");
  }
  return Number(header);
}

function tooLarge({ bytesMax, tooLarge: message }: BytesOptions): RoomkeeperError {
  return new RoomkeeperError("body_too_large", message ?? `A body has at most ${bytesMax} bytes.`);
}

async function bytesOf(
  request: Request,
  promised: number | null,
  options: BytesOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const { bytesMax, readsToTheEnd = false } = options;
  const readMax = readsToTheEnd ? bytesMax * TIMES_TOO_LARGE_MAX : bytesMax;
  try {
    // The server enforces Content-Length, so this is bounded. A body of unknown length is counted while it arrives.
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
