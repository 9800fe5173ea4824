/** Prints a line to stderr, because stdout is for the results of commands. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Says why it cannot go on, in one sentence, and ends with status 1. */
export function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
