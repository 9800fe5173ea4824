/** Encodes a text as a part of a URL. A lone surrogate, which no URL can contain, becomes U+FFFD. */
export function urlPart(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
