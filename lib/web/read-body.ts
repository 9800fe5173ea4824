import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";

/**
 * Reads a JSON body with a cap of its own, and compares what came with what Content-Length promised: a proxy that cuts bodies
 * must not make half of one look whole. Gives the value and the very bytes.
 * Throws `unsupported_media_type`, `body_too_large`, `invalid_request` (it lied about its length, or ended early) or
 * `invalid_json`.
 */
export async function readJsonBody(
  request: Request,
  bytesMax: number = LIMITS.bodyBytesMax,
): Promise<{ value: unknown; bytes: Uint8Array }> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type)) {
    throw new RoomkeeperError("unsupported_media_type", "Send the body as application/json.");
  }
  const promised = promisedLength(request);
  if (promised !== null && promised > bytesMax) throw tooLarge(bytesMax);
  const bytes = await readBytes(request, promised, bytesMax);
  if (promised !== null && promised !== bytes.byteLength) {
    throw new RoomkeeperError(
      "invalid_request",
      `The body has ${bytes.byteLength} bytes where Content-Length says ${promised}.`,
    );
  }
  return { value: parseJson(bytes), bytes };
}

function promisedLength(request: Request): number | null {
  const header = request.headers.get("content-length");
  if (header === null) return null;
  if (!/^\d{1,15}$/.test(header)) {
    throw new RoomkeeperError("invalid_request", "Content-Length is no number.");
  }
  return Number(header);
}

function tooLarge(bytesMax: number): RoomkeeperError {
  return new RoomkeeperError("body_too_large", `A body has at most ${bytesMax} bytes.`);
}

async function readBytes(
  request: Request,
  promised: number | null,
  bytesMax: number,
): Promise<Uint8Array> {
  try {
    // A server holds a body to its Content-Length, so this is bounded; a body of unknown length is counted as it comes.
    if (promised !== null) return new Uint8Array(await request.arrayBuffer());
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength;
      if (size > bytesMax) throw tooLarge(bytesMax);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks, size);
  } catch (error) {
    if (error instanceof RoomkeeperError) throw error;
    throw new RoomkeeperError("invalid_request", "The body ended early.", {}, error);
  }
}

const decoder = new TextDecoder("utf-8", { fatal: true });

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(bytes));
  } catch (error) {
    throw new RoomkeeperError("invalid_json", "The body is not JSON in UTF-8.", {}, error);
  }
}
