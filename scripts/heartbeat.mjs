import { spawn } from "node:child_process";

const EVERY_MS = 20_000;

/** Runs in a process of its own, because the work blocks this one. It ends with its parent, whose end closes the pipe. */
const BEAT = `
const [sentence, everyMs] = process.argv.slice(1);
const startedMs = Date.now();
setInterval(() => {
  const seconds = Math.round((Date.now() - startedMs) / 1000);
  process.stderr.write(sentence + " (" + seconds + " s so far).\\n");
}, Number(everyMs));
process.stdin.resume().on("end", () => process.exit());
`;

/** Does work that blocks the process, and repeats a sentence on stderr until it is done. Returns what the work returns. */
export function withHeartbeat(sentence, work, everyMs = EVERY_MS) {
  const child = spawn(process.execPath, ["-e", BEAT, sentence, String(everyMs)], {
    stdio: ["pipe", "ignore", "inherit"],
  });
  child.on("error", () => {});
  try {
    return work();
  } finally {
    child.stdin.end();
    child.kill();
    child.unref();
  }
}
