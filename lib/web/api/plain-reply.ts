/** The parts of a reply whose body is text already. */
export interface ReplyParts {
  status: number;
  headers: Record<string, string>;
  /** Null for no body. */
  text: string | null;
  /** The body that a GET would get, for the headers of a HEAD. */
  headOf?: string;
}

const partsByReply = new WeakMap<Response, ReplyParts>();

/**
 * A Response that remembers what it was made of, so that our own server can write it to the socket in one piece; reading the
 * same text back out of a Response's stream costs as much as the whole rest of a small request.
 */
export function plainReply(
  status: number,
  headers: Record<string, string>,
  text: string | null,
  headOf?: string,
): Response {
  const reply = new Response(text, { status, headers });
  partsByReply.set(reply, { status, headers, text, ...(headOf === undefined ? {} : { headOf }) });
  return reply;
}

export function partsOf(reply: Response): ReplyParts | undefined {
  return partsByReply.get(reply);
}
