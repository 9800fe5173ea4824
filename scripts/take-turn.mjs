import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { say } from "./say.mjs";

const LOOK_MS = 300;
/** No install and no build takes that long. What is older was left by a machine that stopped. */
const OLDEST_MS = 30 * 60 * 1000;

/**
 * Waits until no other process has the file, and takes it. Two commands in one clone, such as `npm start` and `npm run token` right after
 * cloning, would otherwise install and build at the same time, each destroying what the other makes. It blocks the process while it waits.
 * @returns a function that gives the file free
 */
export function takeTurn(file) {
  mkdirSync(path.dirname(file), { recursive: true });
  for (let isFirst = true; ; isFirst = false) {
    if (take(file)) return () => rmSync(file, { force: true });
    const pid = ownerOf(file);
    if (pid === null) continue;
    if (isAlive(pid) && !isOld(file)) {
      if (isFirst) say(`Another command prepares this clone (process ${pid}). Waiting for it.`);
      sleep(LOOK_MS);
      continue;
    }
    rmSync(file, { force: true });
    // Several processes may have found it left behind; the last one to write it has it.
    if (!take(file)) continue;
    sleep(LOOK_MS);
    if (ownerOf(file) === process.pid) return () => rmSync(file, { force: true });
  }
}

function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

/** The process that has the file; null if it was given free meanwhile, 0 if it says nothing. */
function ownerOf(file) {
  try {
    return Number(readFileSync(file, "utf8")) || 0;
  } catch {
    return null;
  }
}

function isAlive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}

function isOld(file) {
  const { mtimeMs } = statSync(file, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() };
  return Date.now() - mtimeMs > OLDEST_MS;
}

function sleep(ms) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
