import type { NextApiRequest, NextApiResponse } from "next";
import NextAuth, { type AuthOptions } from "next-auth";

interface Bridged {
  status: number;
  headers: Headers;
  body: string | null;
}

/**
 * Runs next-auth's handler for a plain Request. next-auth's own route handler reads cookies from Next's request scope.
 * This function needs only the request, so the same code runs in Next and in tests.
 * @param input.origin the origin that the visitor's browser opened
 */
export async function runNextAuth(
  request: Request,
  input: { path: string[]; fields: Record<string, unknown>; origin: string; options: AuthOptions },
): Promise<Bridged> {
  const url = new URL(request.url);
  const bridged: Bridged = { status: 200, headers: new Headers(), body: null };
  const cookies = cookiesOf(request.headers.get("cookie"));
  const query = Object.fromEntries(url.searchParams);
  // For a malformed return address, next-auth reports an error in our settings with status 500.
  if (!isReturnAddress(query.callbackUrl)) delete query.callbackUrl;
  const returnCookie = input.options.cookies?.callbackUrl?.name ?? "";
  if (!isReturnAddress(cookies[returnCookie])) delete cookies[returnCookie];
  const req = {
    method: request.method,
    // next-auth reads the origin from these headers (letAuthOriginFollowVisit), so headers of the caller must not reach it.
    headers: {
      ...Object.fromEntries(request.headers),
      "x-forwarded-host": new URL(input.origin).host,
      "x-forwarded-proto": new URL(input.origin).protocol.replace(":", ""),
    },
    cookies,
    query: { ...query, nextauth: input.path },
    body: input.fields,
  };
  const res = {
    status(code: number) {
      bridged.status = code;
      return res;
    },
    getHeader: (name: string) =>
      name.toLowerCase() === "set-cookie" ? bridged.headers.getSetCookie() : undefined,
    setHeader(name: string, value: string | string[]) {
      bridged.headers.delete(name);
      for (const one of [value].flat()) bridged.headers.append(name, asHeader(one));
      return res;
    },
    json(value: unknown) {
      bridged.headers.set("content-type", "application/json");
      bridged.body = JSON.stringify(value);
    },
    send(value: unknown) {
      if (typeof value === "string") bridged.body = value;
      else if (value !== undefined) res.json(value);
    },
    end() {},
  };
  const handler = NextAuth as unknown as (
    req: NextApiRequest,
    res: NextApiResponse,
    options: AuthOptions,
  ) => Promise<void>;
  await handler(req as unknown as NextApiRequest, res as unknown as NextApiResponse, input.options);
  return bridged;
}

/** Whether a text is a path, or an http or https address. */
function isReturnAddress(text: string | undefined): boolean {
  if (text === undefined) return false;
  const base = text.startsWith("/") ? "https://roomkeeper.invalid" : undefined;
  return URL.canParse(text, base) && /^https?:$/.test(new URL(text, base).protocol);
}

/** Percent-encodes characters beyond ASCII, which a header's value cannot contain. */
function asHeader(value: string): string {
  return value.toWellFormed().replace(/[^\x20-\x7e]/gu, encodeURIComponent);
}

function cookiesOf(header: string | null): Record<string, string> {
  const pairs = (header ?? "").split(";").map((part) => {
    const [name = "", ...rest] = part.trim().split("=");
    return [name, decodeOr(rest.join("="))] as const;
  });
  return Object.fromEntries(pairs.filter(([name]) => name !== ""));
}

function decodeOr(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
