/** A text as a part of an address. A lone surrogate, which no address can hold, becomes U+FFFD. */
export function urlPart(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
