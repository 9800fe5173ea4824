import localFont from "next/font/local";

// What scripts/fonts.mjs cuts. Characters that these lack come from the whole families, which follow in the styles; a browser loads one of
// their files when a page has such a character.

const serif = localFont({
  src: "./fonts/serif.woff2",
  variable: "--font-latin-serif",
  weight: "340 600",
  adjustFontFallback: false,
});

const sans = localFont({
  src: "./fonts/sans.woff2",
  variable: "--font-latin-sans",
  weight: "400 700",
  adjustFontFallback: false,
});

const mono = localFont({
  src: "./fonts/mono.woff2",
  variable: "--font-latin-mono",
  weight: "400 600",
  adjustFontFallback: false,
  // Most pages show no code.
  preload: false,
});

/** The class of the document that makes the Latin fonts known to the styles. */
export const fontVariables = `${serif.variable} ${sans.variable} ${mono.variable}`;
