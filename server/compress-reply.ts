import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { LIMITS } from "@/lib/core/limits";
import type { ReplyParts } from "@/lib/web/api/plain-reply";

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** The lowest levels are quick and already save most of the bytes. */
const PACK = {
  br: (text: string) =>
    brotli(text, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 3,
        [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
      },
    }),
  gzip: (text: string) => zip(text, { level: 3 }),
};

type Encoding = keyof typeof PACK;

/**
 * Matches a password or a token in a reply. Together with text that others chose, the size of a compressed reply would reveal it letter
 * by letter (BREACH, https://www.breachattack.com), so such replies are not compressed.
 */
const SECRET = /"(?:password|token|secret)":\s*"/;

/**
 * Compresses a reply with the caller's preferred encoding. Null if the reply is sent as it is, because it is short, contains a secret,
 * or is encoded already. The entity tag becomes a weak one, because the bytes differ; conditions accept both kinds.
 */
export async function compressReply(
  { headers, text, headOf }: ReplyParts,
  accepted: string | undefined,
): Promise<{ headers: Record<string, string>; body: Buffer } | null> {
  const whole = text ?? headOf;
  const encoding = encodingFor(accepted ?? "");
  if (!encoding || !isCompressible({ headers, text, headOf }) || !whole || SECRET.test(whole)) {
    return null;
  }
  const body = await PACK[encoding](whole);
  const { etag } = headers;
  return {
    headers: {
      ...headers,
      "content-encoding": encoding,
      "content-length": String(body.byteLength),
      ...(etag === undefined || etag.startsWith("W/") ? {} : { etag: `W/${etag}` }),
    },
    body,
  };
}

/** Whether the bytes of such a reply depend on Accept-Encoding, which caches must know. */
export function isCompressible({ headers, text, headOf }: Omit<ReplyParts, "status">): boolean {
  const whole = text ?? headOf ?? "";
  return (
    whole.length >= LIMITS.compressUnitsMin &&
    headers["content-encoding"] === undefined &&
    !headers["cache-control"]?.includes("no-transform")
  );
}

/** The best supported encoding in Accept-Encoding (RFC 9110, section 12.5.3); null for no encoding. */
export function encodingFor(accepted: string): Encoding | null {
  const weights = new Map<string, number>();
  for (const item of accepted.slice(0, LIMITS.acceptUnitsMax).split(",")) {
    const [name = "", ...parameters] = item.split(";").map((part) => part.trim().toLowerCase());
    const weight = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
    if (name !== "") weights.set(name, weight === undefined ? 1 : Number(weight) || 0);
  }
  const weightOf = (name: string) => weights.get(name) ?? weights.get("*") ?? 0;
  const best = weightOf("br") >= weightOf("gzip") ? "br" : "gzip";
  const isAsked = weightOf(best) > 0 && weightOf(best) >= (weights.get("identity") ?? 0);
  return isAsked ? best : null;
}
