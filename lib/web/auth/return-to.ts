const BASE = "https://roomkeeper.invalid";

/**
 * A path on this site to go back to, or the fallback. Only a path is ever believed: one slash at the start, nothing that a
 * browser reads as another host (`//`, `/\`, tabs and line breaks, which the URL standard drops), and no sign-in page, which
 * would go round in circles. https://url.spec.whatwg.org/#url-parsing
 */
export function safeReturnTo(wanted: unknown, fallback = "/"): string {
  if (typeof wanted !== "string" || wanted.length > 2_048) return fallback;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must be kept out.
  if (!/^\/(?![/\\])/.test(wanted) || /[\\\u0000-\u001f\u007f]/.test(wanted)) return fallback;
  let url: URL;
  try {
    url = new URL(wanted, BASE);
  } catch {
    return fallback;
  }
  const { origin, pathname } = url;
  if (origin !== BASE || pathname.startsWith("//")) return fallback;
  if (/^\/(sign-in|api)(\/|$)/.test(pathname)) return fallback;
  return pathname + url.search + url.hash;
}

/** The page of the form, for forms without `returnTo`. */
export function pathOfReferer(request: Request): string {
  try {
    const url = new URL(request.headers.get("referer") ?? "");
    return safeReturnTo(url.pathname + url.search);
  } catch {
    return "/";
  }
}
