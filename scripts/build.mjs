// Builds what a start runs: the client file, the server bundle, the pages. Does nothing when the sources are unchanged.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { readArguments } from "./arguments.mjs";
import { withHeartbeat } from "./heartbeat.mjs";
import { packFiles } from "./pack-files.mjs";
import { prepare, ROOT, TURN } from "./prepare.mjs";
import { fail, say } from "./say.mjs";
import { hashOf } from "./stamp.mjs";
import { takeTurn } from "./take-turn.mjs";

const USAGE = `Usage: npm run build
Builds what “npm start” runs: the client file, the server, the pages. Does nothing when the sources are unchanged.
Options
  -h, --help    prints this
Example
  npm run build`;
const SOURCES = ["app", "components", "lib", "prisma/schema.prisma", "public", "scripts", "server"];
const SETTINGS = ["next.config.mjs", "package-lock.json", "postcss.config.mjs", "tsconfig.json"];
const STAMP = path.join(ROOT, "dist", "stamp");

/** Builds if a source has changed since the last build. If the build fails, prints the reason and ends the process. */
export async function build() {
  const stamp = hashOf(ROOT, [...SOURCES, ...SETTINGS], isNoSource);
  if (isBuilt(stamp)) return;
  const giveFree = takeTurn(TURN);
  try {
    if (!isBuilt(stamp)) await buildAs(stamp);
  } finally {
    giveFree();
  }
}

async function buildAs(stamp) {
  const isFirst = !existsSync(path.join(ROOT, ".next", "BUILD_ID"));
  const why = isFirst ? "for the first time" : "because a source changed";
  say(`Building, ${why}. This takes one to five minutes.`);
  rmSync(STAMP, { force: true });
  const client = path.join(ROOT, "scripts", "build-client.mjs");
  if (existsSync(client)) run([client], "The client could not be built.");
  await bundleServer();
  const pages = [path.join(ROOT, "node_modules", "next", "dist", "bin", "next"), "build"];
  run(pages, "The pages could not be built.");
  packFiles(path.join(ROOT, ".next", "static"));
  mkdirSync(path.dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, stamp);
}

function isBuilt(stamp) {
  if (!existsSync(path.join(ROOT, ".next", "BUILD_ID"))) return false;
  return existsSync(STAMP) && readFileSync(STAMP, "utf8") === stamp;
}

function isNoSource(file) {
  return /\.test\.tsx?$|^lib\/(generated|testing)(\/|$)|^public\/client(\/|$)/.test(file);
}

/** Packages stay outside the bundle: some of them look for their own files. */
async function bundleServer() {
  const { build: bundle, stop } = await import("esbuild");
  try {
    await bundle({
      absWorkingDir: ROOT,
      entryPoints: ["scripts/start-app.ts"],
      outdir: "dist",
      outExtension: { ".js": ".mjs" },
      bundle: true,
      splitting: true,
      format: "esm",
      platform: "node",
      target: "node20.19",
      packages: "external",
      sourcemap: true,
      logLevel: "error",
    });
  } catch {
    fail("The server could not be bundled.");
  }
  // Its service would live as long as the server.
  await stop();
}

/** Runs a program. Ends the process if it fails. */
function run(args, sentence) {
  const options = {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    maxBuffer: 64 * 1024 * 1024,
  };
  const done = withHeartbeat("Still building", () => spawnSync(process.execPath, args, options));
  if (done.status === 0) return;
  say(`${done.stdout}${done.stderr}`.trim());
  fail(sentence);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  readArguments({ name: "build", usage: USAGE });
  prepare();
  await build();
}
