// Builds what game servers and pages import: one ES module each without server code, and its types, into public/client.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const ENTRIES = [
  { name: "moviematch", types: "moviematch-declarations.d.ts" },
  { name: "roomkeeper", types: "roomkeeper-declarations.d.ts" },
];

/** Resolves with the modules that went into any of them, as esbuild's metafile names them. */
export async function buildClient(outdir = path.join(ROOT, "public", "client")) {
  mkdirSync(outdir, { recursive: true });
  const inputs = await Promise.all(ENTRIES.map((entry) => buildEntry(outdir, entry)));
  return [...new Set(inputs.flat())];
}

async function buildEntry(outdir, { name, types }) {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [`lib/entries/${name}.ts`],
    outfile: path.join(outdir, `${name}.js`),
    bundle: true,
    format: "esm",
    // Node, Deno and Bun have these, and only the file storage of moviematch.js asks for them. Nothing else may stay outside.
    platform: "neutral",
    mainFields: ["module", "main"],
    external: ["node:*"],
    target: "es2023",
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "none",
    banner: { js: `/* @ts-self-types="./${name}.d.ts" */` },
    metafile: true,
    logLevel: "error",
  });
  writeFileSync(path.join(outdir, `${name}.d.ts`), declarationsOf(types));
  return Object.keys(metafile.inputs);
}

const ROOM_IMPORTS =
  /import type \{[^}]*\} from "@\/lib\/match\/room";\n\nexport type \{[^}]*\} from "@\/lib\/match\/room";\n/;

/** The declarations of an entry, with the declarations of a room in the place of their import. */
function declarationsOf(types) {
  const declared = readFileSync(path.join(ROOT, "lib", "entries", types), "utf8");
  const room = readFileSync(path.join(ROOT, "lib", "match", "room.ts"), "utf8");
  const whole = declared.replace(ROOM_IMPORTS, () => room);
  if (/^(import|export) .* from /m.test(whole)) throw new Error(`${types} imports something else.`);
  return whole;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildClient();
