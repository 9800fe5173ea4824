// Builds what game servers and pages import: ES modules without server code, and their types, into public/client.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** The name of each module is its path below /client/. `types` is a file of declarations or their text. */
const ENTRIES = [
  { name: "moviematch", source: "moviematch", types: "moviematch-declarations.d.ts" },
  { name: "roomkeeper", source: "roomkeeper", types: "roomkeeper-declarations.d.ts" },
  // These pass on what MovieMatch's own modules export, so their types are those of the MovieMatch that imports them.
  { name: "moviematch/room", source: "moviematch-room", passesOn: "moviematch/room.ts" },
  { name: "moviematch/client", source: "moviematch-client", passesOn: "moviematch/client.ts" },
];

/** A program that shows what the storage does; the docs say how to run it. */
const EXAMPLE = "examples/storage/storage-example.mjs";

/** Resolves with the modules that went into any of them, as esbuild's metafile names them. */
export async function buildClient(outdir = path.join(ROOT, "public", "client")) {
  const inputs = await Promise.all(ENTRIES.map((entry) => buildEntry(outdir, entry)));
  copyFileSync(path.join(ROOT, EXAMPLE), path.join(outdir, path.basename(EXAMPLE)));
  return [...new Set(inputs.flat())];
}

async function buildEntry(outdir, { name, source, types, passesOn }) {
  const file = path.join(outdir, name);
  mkdirSync(path.dirname(file), { recursive: true });
  const { metafile, outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [`lib/entries/${source}.ts`],
    outfile: `${file}.mjs`,
    write: false,
    bundle: true,
    format: "esm",
    // Node, Deno and Bun have node:*. Only the import map of a MovieMatch knows the other two.
    platform: "neutral",
    mainFields: ["module", "main"],
    external: ["node:*", "moviematch/room.ts", "moviematch/client.ts"],
    target: "es2023",
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "none",
    banner: { js: `/* @ts-self-types="./${path.basename(name)}.d.ts" */` },
    metafile: true,
    logLevel: "error",
  });
  const [{ contents }] = outputFiles;
  // Node takes .mjs for a module in every folder; .js only where a package.json says so. Import maps of before name .js.
  writeFileSync(`${file}.mjs`, contents);
  if (types) writeFileSync(`${file}.js`, contents);
  writeFileSync(`${file}.d.ts`, types ? declarationsOf(types) : `export * from "${passesOn}";\n`);
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
