// `npm run generate`: writes the Prisma client that belongs to prisma/schema.prisma.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { readArguments } from "./arguments.mjs";
import { ROOT } from "./prepare.mjs";

const USAGE = `Usage: npm run generate
Writes the Prisma client under lib/generated from prisma/schema.prisma. The other commands do that by themselves when the schema changed.
Options
  -h, --help    prints this
Example
  npm run generate`;

readArguments({ name: "generate", usage: USAGE });
const cli = path.join(ROOT, "node_modules", "prisma", "build", "index.js");
// Any existing file will do: generating needs no engine, but the CLI would try to fetch one.
const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: "package.json" };
const { status } = spawnSync(process.execPath, [cli, "generate"], {
  cwd: ROOT,
  stdio: "inherit",
  env,
});
process.exit(status ?? 1);
