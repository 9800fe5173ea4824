// Format, lint, types, import directions: seconds, no services.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { readArguments } from "./arguments.mjs";
import { prepare, ROOT } from "./prepare.mjs";
import { say } from "./say.mjs";

const USAGE = `Usage: npm run check
Checks format, lint, types and the shape of the tree; needs no services. Ends with 0 when all is fine, 1 when not.
Options
  -h, --help    prints this
Example
  npm run check`;

const CHECKS = [
  ["Format and lint", ["@biomejs/biome/bin/biome", "check", "."]],
  ["Types", ["typescript/bin/tsc", "--noEmit"]],
  ["Shape of the tree", ["vitest/vitest.mjs", "run", "--config", "vitest.check.config.ts"]],
];

/** Runs every check and says which failed; true when none did. */
export function check() {
  let isFine = true;
  for (const [name, [script, ...args]] of CHECKS) {
    const done = spawnSync(process.execPath, [path.join(ROOT, "node_modules", script), ...args], {
      cwd: ROOT,
      encoding: "utf8",
    });
    say(`${name}: ${done.status === 0 ? "fine" : "not fine"}.`);
    if (done.status === 0) continue;
    say(`${done.stdout}${done.stderr}`.trim());
    isFine = false;
  }
  return isFine;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  readArguments({ name: "check", usage: USAGE });
  prepare({ withTests: true });
  process.exit(check() ? 0 : 1);
}
