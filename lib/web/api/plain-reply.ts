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
 * Makes a Response and stores its text beside it, so that the server can write it to the socket in one piece. Reading the text from the
 * Response's stream would cost as much as the rest of a small request.
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
