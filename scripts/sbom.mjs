// `npm run -s sbom`: prints all packages that a start installs as a CycloneDX document, made only from the lockfile.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { readArguments } from "./arguments.mjs";
import { fail } from "./say.mjs";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const BYTES_MAX = 64 * 1024 * 1024;

const USAGE = `Usage: npm run -s sbom
Prints all packages that a start installs as a CycloneDX document, made only from the lockfile.
Options
  -h, --help    prints this
Example
  npm run -s sbom > sbom.json`;

readArguments({ name: "sbom", usage: USAGE });
const flags = ["--package-lock-only", "--sbom-format=cyclonedx"];
const options = { cwd: ROOT, encoding: "utf8", maxBuffer: BYTES_MAX };
const script = process.env.npm_execpath;
const made = script?.endsWith("npm-cli.js")
  ? spawnSync(process.execPath, [script, "sbom", ...flags], options)
  : spawnSync("npm", ["sbom", ...flags], { ...options, shell: process.platform === "win32" });
if (made.status !== 0) fail(`npm could not list the packages: ${made.stderr.trim()}`);

const document = JSON.parse(made.stdout);
const { name, packages } = readJson("package-lock.json");
// npm's --omit=dev also omits packages that are needed in production and for development.
const wanted = new Set(
  Object.entries(packages)
    .filter(([folder, { dev }]) => folder !== "" && !dev)
    .map(([folder, { version }]) => `${folder.replace(/^.*node_modules\//, "")}@${version}`),
);
const project = document.metadata.component;
document.components = document.components.filter((one) => wanted.has(one["bom-ref"]));
document.dependencies = document.dependencies
  .filter(({ ref }) => ref === project["bom-ref"] || wanted.has(ref))
  .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((on) => wanted.has(on)) }));
// npm uses the folder's name as the project's name.
project.name = name;
process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);

function readJson(file) {
  return JSON.parse(readFileSync(path.join(ROOT, file), "utf8"));
}
