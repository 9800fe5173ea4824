import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline, Readable } from "node:stream";
import { getRequestListener } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { RoomkeeperError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { setClientAddress } from "@/lib/web/api/caller-address";
import { methodRefusal } from "@/lib/web/api/handle-api";
import { partsOf } from "@/lib/web/api/plain-reply";
import { problemResponse } from "@/lib/web/api/problem";
import { type ApiMethod, findApiRoute } from "./api-routes";
import { compressReply, isCompressible } from "./compress-reply";

type Listener = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Handles API requests by calling the handlers that the route files export, without Next. The route is found by the raw path; only the
 * handler decodes it.
 */
export function createApiListener(): Listener {
  return getRequestListener(
    async (request, { incoming, outgoing }) => {
      const path = (incoming.url ?? "").replace(/[?#].*$/s, "");
      if (hasDotSegment(path)) {
        return send(outgoing as ServerResponse, problemResponse(dotSegment(), newId("rq")));
      }
      setClientAddress(request, (incoming as IncomingMessage).socket.remoteAddress);
      const module = findApiRoute(path);
      const method = (incoming.method ?? "") as ApiMethod;
      const handler = Object.hasOwn(module, method) ? module[method] : undefined;
      const reply = handler ? await handler(request) : await refuseMethod(request, module);
      return send(
        outgoing as ServerResponse,
        reply,
        (incoming as IncomingMessage).headers["accept-encoding"] as string | undefined,
      );
    },
    {
      // The whole process would get its Request and Response, Next included, whose `instanceof` checks then fail.
      overrideGlobalObjects: false,
      // HTTP/1.0 allows requests without Host, such as a load balancer's simple health check.
      hostname: "localhost",
      errorHandler: () => problemResponse(badAddress(), newId("rq")),
    },
  ) as Listener;
}

/** Writes a reply of known text to the socket in one piece; any other reply goes the general way. */
async function send(
  outgoing: ServerResponse,
  reply: Response,
  accepted?: string,
): Promise<Response> {
  const parts = partsOf(reply);
  if (!parts && reply.body) return sendPieces(outgoing, reply, reply.body);
  if (!parts) return reply;
  const { status, headers, text } = parts;
  if (isCompressible(parts)) {
    outgoing.appendHeader("vary", "Accept-Encoding");
    const packed = await compressReply(parts, accepted);
    if (packed) {
      outgoing.writeHead(status, packed.headers);
      outgoing.end(text === null ? undefined : packed.body);
      return RESPONSE_ALREADY_SENT;
    }
  }
  if (text !== null && headers["content-length"] === undefined) {
    outgoing.setHeader("content-length", Buffer.byteLength(text));
  }
  outgoing.writeHead(status, headers);
  outgoing.end(text ?? undefined);
  return RESPONSE_ALREADY_SENT;
}

/** Sends a stream as fast as the socket accepts it. If the stream fails, closes the connection. */
function sendPieces(
  outgoing: ServerResponse,
  reply: Response,
  body: ReadableStream<Uint8Array>,
): Response {
  outgoing.writeHead(reply.status, Object.fromEntries(reply.headers));
  const pieces = Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]);
  pipeline(pieces, outgoing, () => {});
  return RESPONSE_ALREADY_SENT;
}

async function refuseMethod(
  request: Request,
  module: ReturnType<typeof findApiRoute>,
): Promise<Response> {
  const options = await module.OPTIONS(request);
  const allow = options.headers.get("allow");
  return allow === null ? options : methodRefusal(request, allow.split(", "));
}

function hasDotSegment(path: string): boolean {
  return /\/(?:\.|%2e){1,2}(?:\/|$)/i.test(path);
}

function dotSegment(): RoomkeeperError {
  return new RoomkeeperError(
    "invalid_request",
    "A URL cannot contain a room named . or ..: use /api/v1/room?name=.",
  );
}

function badAddress(): RoomkeeperError {
  return new RoomkeeperError("invalid_request", "The address or the Host header is malformed.");
}
