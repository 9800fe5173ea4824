import http from "node:http";
import https from "node:https";
import { type ConnectionBounds, checkedConnection, checkLiteralHost } from "./checked-connection";
import { failureText, TimeOver } from "./failure-text";
import { TargetRefused } from "./resolve-host";

export interface Asking extends ConnectionBounds {
  url: string;
  headers: Record<string, string>;
  /** The time limit for the whole exchange: DNS lookup, connection, request and reply. */
  timeoutMs: number;
  /** The largest body that is read. */
  bytesMax: number;
  signal?: AbortSignal | undefined;
}

export interface Answered {
  status: number;
  body: Buffer;
}

/** A request that brought no answer that can be used. The message is one sentence without any value of the request. */
export class NoAnswer extends Error {}

/**
 * Sends one GET to a server that an admin named, over a checked connection. It follows no redirects and asks for no compression. Throws
 * NoAnswer.
 */
export async function getBytes(asking: Asking): Promise<Answered> {
  const url = new URL(asking.url);
  try {
    await checkLiteralHost(url, asking);
    return await exchange(url, asking);
  } catch (error) {
    if (error instanceof NoAnswer) throw error;
    if (error instanceof TargetRefused) throw new NoAnswer(error.message);
    throw new NoAnswer(failureText(error, asking.timeoutMs));
  }
}

function exchange(url: URL, asking: Asking): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === "https:" ? https : http).request(url, {
      ...checkedConnection(asking),
      method: "GET",
      headers: asking.headers,
    });
    // Rejects first, because a socket that is destroyed in the middle of a reply reports only that it was cut.
    const giveUp = (why: Error) => {
      reject(why);
      request.destroy();
    };
    const stop = () => giveUp(new NoAnswer("Roomkeeper stopped before an answer came."));
    const alarm = setTimeout(() => giveUp(new TimeOver()), asking.timeoutMs);
    if (asking.signal?.aborted) stop();
    asking.signal?.addEventListener("abort", stop);
    request.on("close", () => {
      clearTimeout(alarm);
      asking.signal?.removeEventListener("abort", stop);
      // An upgrade, for one, is closed without an error.
      reject(new Error("closed"));
    });
    request.on("error", reject);
    request.on("response", (answer) => {
      readBody(answer, asking.bytesMax).then((body) => {
        resolve({ status: answer.statusCode ?? 0, body });
        request.destroy();
      }, reject);
    });
    request.end();
  });
}

async function readBody(answer: http.IncomingMessage, bytesMax: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    // Leaving the loop closes the connection.
    if (bytes > bytesMax) throw new NoAnswer(`Its answer is larger than ${sizeText(bytesMax)}.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function sizeText(bytes: number): string {
  return `${Math.floor(bytes / 1024 / 1024)} MiB`;
}
