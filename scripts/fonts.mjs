// `node scripts/fonts.mjs`: cuts the Latin fonts of app/fonts from the packages of the whole families, with what the pages use of them.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import subsetFont from "subset-font";
import { ROOT } from "./prepare.mjs";

/** The characters of the packages' Latin files. All others come from the packages' other files, when a page has one. */
const LATIN =
  "20-7E,A0-FF,131,152-153,2BB-2BC,2C6,2DA,2DC,304,308,329,2000-206F,20AC,2122,2191,2193,2212,2215,FEFF,FFFD";

/** The weights are those that the styles ask for. The serif is cut for titles: at one optical size instead of all. */
const FONTS = [
  {
    name: "serif",
    from: "source-serif-4/files/source-serif-4-latin-opsz-normal",
    axes: { wght: { min: 340, max: 600 }, opsz: 36 },
  },
  {
    name: "sans",
    from: "onest/files/onest-latin-wght-normal",
    axes: { wght: { min: 400, max: 700 } },
  },
  {
    name: "mono",
    from: "source-code-pro/files/source-code-pro-latin-wght-normal",
    axes: { wght: { min: 400, max: 600 } },
  },
];

/** Every font of app/fonts, as the name of its file and its bytes (WOFF2). */
export async function cutFonts() {
  const text = LATIN.split(",").flatMap(charactersOf).join("");
  const cut = FONTS.map(async ({ name, from, axes }) => {
    const file = path.join(ROOT, "node_modules/@fontsource-variable", `${from}.woff2`);
    const options = { targetFormat: "woff2", variationAxes: axes };
    return [`${name}.woff2`, await subsetFont(readFileSync(file), text, options)];
  });
  return new Map(await Promise.all(cut));
}

function charactersOf(range) {
  const [first, last = first] = range.split("-").map((hex) => Number.parseInt(hex, 16));
  return Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, bytes] of await cutFonts()) {
    writeFileSync(path.join(ROOT, "app/fonts", name), bytes);
  }
}
