import type { OutgoingHttpHeaders, ServerResponse } from "node:http";
import { LIMITS } from "@/lib/core/limits";

/** A reply that equal requests share. */
interface SharedReply {
  headers: OutgoingHttpHeaders;
  body: Buffer;
}

interface Entry {
  /** null if the reply cannot be shared: it is no page, sets a cookie, or its browser went away. */
  reply: Promise<SharedReply | null>;
  /** How many more requests may share it. Beyond these, requests count against the limit of their network. */
  left: number;
}

/** Headers that belong to one connection or one reply. The server has set its own on each of them. */
const OWN_HEADERS =
  /^(?:connection|content-security-policy|date|keep-alive|set-cookie|transfer-encoding)$/;

export interface SharedPages {
  /**
   * Answers with the reply to an equal request of the last second, or calls `render` and lets others share what it sends.
   * @param key equal for requests whose replies are equal; null for a request that shares nothing
   */
  answer(key: string | null, response: ServerResponse, render: () => Promise<void>): Promise<void>;
}

/**
 * The replies to open pages that read themselves again. When a room changes, all pages that show it ask at the same moment; those of
 * one person get the same bytes, rendered once.
 */
export function createSharedPages(): SharedPages {
  const entries = new Map<string, Entry>();

  function keep(key: string, response: ServerResponse): void {
    const [oldest] = entries.keys();
    if (entries.size >= LIMITS.sharedPagesMax && oldest !== undefined) entries.delete(oldest);
    const entry = { reply: record(response), left: LIMITS.liveStreamsPerPersonMax };
    entries.set(key, entry);
    const drop = () => {
      if (entries.get(key) === entry) entries.delete(key);
    };
    setTimeout(drop, LIMITS.sharedPageMs).unref();
    void entry.reply.then((reply) => reply ?? drop());
  }

  return {
    async answer(key, response, render) {
      if (key === null) return render();
      // If a reply cannot be shared, the next of those who waited for it renders, and the others wait once more for that one.
      for (let tries = 0; tries < 2; tries += 1) {
        const entry = entries.get(key);
        const reply = await entry?.reply;
        if (entry && reply && entry.left > 0) {
          entry.left -= 1;
          send(response, reply);
          return;
        }
        if (!entries.has(key)) {
          keep(key, response);
          break;
        }
      }
      await render();
    },
  };
}

function send(response: ServerResponse, { headers, body }: SharedReply): void {
  if (response.destroyed) return;
  response.writeHead(200, { ...headers, "content-length": body.byteLength });
  response.end(body);
}

/** Resolves with what is sent as this response, when all of it is sent. */
function record(response: ServerResponse): Promise<SharedReply | null> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  const take = (piece: unknown, encoding: unknown) => {
    if (typeof piece === "function" || piece === undefined || piece === null) return;
    const isText = typeof piece === "string";
    const named = typeof encoding === "string" ? (encoding as BufferEncoding) : undefined;
    const buffer = isText ? Buffer.from(piece, named) : Buffer.from(piece as Uint8Array);
    bytes += buffer.byteLength;
    if (bytes <= LIMITS.sharedPageBytesMax) pieces.push(buffer);
  };
  const write = response.write.bind(response) as (...given: unknown[]) => boolean;
  const end = response.end.bind(response) as (...given: unknown[]) => ServerResponse;
  let isEnded = false;
  response.write = (...given: unknown[]) => {
    take(given[0], given[1]);
    return write(...given);
  };
  response.end = (...given: unknown[]) => {
    // Node's own `end` calls itself for a piece of text, and not `write`.
    if (!isEnded) take(given[0], given[1]);
    isEnded = true;
    return end(...given);
  };
  return new Promise((resolve) => {
    // Whichever comes first: all was sent, or the browser went away.
    for (const end of ["finish", "close"]) response.once(end, settle);
    function settle(): void {
      const headers = response.getHeaders();
      const isPage = String(headers["content-type"]).startsWith("text/x-component");
      const isWhole = response.writableFinished && bytes <= LIMITS.sharedPageBytesMax;
      if (response.statusCode !== 200 || !isPage || !isWhole || headers["set-cookie"]) {
        resolve(null);
        return;
      }
      const shared = Object.entries(headers).filter(([name]) => !OWN_HEADERS.test(name));
      resolve({ headers: Object.fromEntries(shared), body: Buffer.concat(pieces) });
    }
  });
}
