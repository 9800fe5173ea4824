// Reads what a command was called with, before anything else happens. Uses nothing but Node.
import { parseArgs } from "node:util";

/**
 * The options and arguments of the command `name` (as in `npm run NAME`). With --help or -h it prints `usage` and ends with 0; when
 * the command was called wrongly, it says what is wrong and where the help is, and ends with 2.
 */
export function readArguments({ name, usage, options = {}, hasPositionals = false }) {
  const args = process.argv.slice(2);
  const asked = args.slice(0, args.includes("--") ? args.indexOf("--") : args.length);
  if (asked.includes("--help") || asked.includes("-h")) {
    process.stdout.write(`${usage}\n`);
    process.exit(0);
  }
  try {
    return parseArgs({ args, options, allowPositionals: true, ...onlyOptions(hasPositionals) });
  } catch (error) {
    process.stderr.write(`${textOf(error)} ${helpText(name)}\n`);
    process.exit(2);
  }
}

/** Where the help of a command is. */
export function helpText(name) {
  return `“${callOf(name)} -- --help” says how to call it.`;
}

/** How a command is called. Those whose result is on stdout are called with -s, so that npm does not write there too. */
export function callOf(name) {
  if (name === "start" || name === "test") return `npm ${name}`;
  return ["token", "rooms", "admin", "sbom"].includes(name)
    ? `npm run -s ${name}`
    : `npm run ${name}`;
}

function onlyOptions(hasPositionals) {
  return hasPositionals ? {} : { allowPositionals: false };
}

/** Node's message without its advice, which does not fit a command behind npm. */
function textOf(error) {
  const unknown = /^Unknown option '([^']*)'/.exec(error.message)?.[1];
  if (unknown !== undefined) return `There is no option ${unknown}.`;
  const unexpected = /^Unexpected argument '([^']*)'/.exec(error.message)?.[1];
  if (unexpected !== undefined) return `It takes no argument “${unexpected}”.`;
  const [sentence = ""] = error.message.split(/[.\n]/, 1);
  return `${sentence}.`;
}
