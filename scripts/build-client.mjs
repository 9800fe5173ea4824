// Builds what game servers import: one ES module without server code, and its types, into public/client.
import { copyFileSync, mkdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Resolves with the modules that went in, as esbuild's metafile names them. */
export async function buildClient(outdir = path.join(ROOT, "public", "client")) {
  mkdirSync(outdir, { recursive: true });
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: ["lib/client/moviematch.ts"],
    outfile: path.join(outdir, "moviematch.js"),
    bundle: true,
    format: "esm",
    // Node, Deno and Bun have these; the prefix is what Deno asks for. Nothing else may stay outside.
    platform: "neutral",
    mainFields: ["module", "main"],
    external: ["node:*"],
    target: "es2023",
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "none",
    banner: { js: '/* @ts-self-types="./moviematch.d.ts" */' },
    metafile: true,
    logLevel: "error",
  });
  copyFileSync(
    path.join(ROOT, "lib", "client", "declarations.d.ts"),
    path.join(outdir, "moviematch.d.ts"),
  );
  return Object.keys(metafile.inputs);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildClient();
