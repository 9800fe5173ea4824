const BASE = "https://roomkeeper.invalid";

/**
 * Returns the wanted path on this site, or the fallback if it is not safe. A safe path begins with one slash and contains nothing that a
 * browser reads as another host: `//`, `/\`, or tabs and line breaks, which the URL standard drops
 * (https://url.spec.whatwg.org/#url-parsing). Paths of the sign-in and the API are not safe either, because they would lead back to a
 * sign-in or to no page.
 */
export function safeReturnTo(wanted: unknown, fallback = "/"): string {
  if (typeof wanted !== "string" || wanted.length > 2_048) return fallback;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern must find control characters.
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

/** The path of the page that sent the form, for forms without `returnTo`. */
export function pathOfReferer(request: Request): string {
  try {
    const url = new URL(request.headers.get("referer") ?? "");
    return safeReturnTo(url.pathname + url.search);
  } catch {
    return "/";
  }
}
