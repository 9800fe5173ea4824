import { type ChildProcessByStdio, spawn } from "node:child_process";
import path from "node:path";
import type { Readable } from "node:stream";

const ROOT = path.resolve(import.meta.dirname, "..");
const START_MS = 900_000;

/** The output of a started app, and functions that end it. */
export interface AppProcess {
  child: ChildProcessByStdio<null, Readable, Readable>;
  /** Everything that it has written to stdout. */
  stdout(): string;
  stderr(): string;
  /** Resolves when the app is ready; rejects if the process ends before. */
  opened(): Promise<void>;
  /** Resolves with the exit status, or the signal's name, when it has ended. */
  ended: Promise<number | NodeJS.Signals>;
  stop(signal?: NodeJS.Signals): Promise<number | NodeJS.Signals>;
}

/** Runs `scripts/start.mjs`, or another command, with these settings and without the caller's environment. */
export function startAppProcess(
  settings: Record<string, string>,
  command: string[] = [process.execPath, "scripts/start.mjs"],
): AppProcess {
  const { PATH = "", HOME = "" } = process.env;
  const [program = process.execPath, ...args] = command;
  const child = spawn(program, args, {
    cwd: ROOT,
    env: { NODE_ENV: "production", PATH, HOME, LOG_LEVEL: "error", ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  const ended = new Promise<number | NodeJS.Signals>((resolve) => {
    child.once("close", (status, signal) => resolve(status ?? signal ?? 1));
  });
  const openedAt = new Promise<void>((resolve) => {
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
      if (stdout.includes("Ctrl-C closes it.")) resolve();
    });
  });
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  return {
    child,
    stdout: () => stdout,
    stderr: () => stderr,
    ended,
    opened: () =>
      Promise.race([
        openedAt,
        ended.then((status) => {
          throw new Error(`The app ended with ${status}:\n${stdout}\n${stderr}`);
        }),
        new Promise<never>((_, reject) => {
          const late = () => reject(new Error(`The app did not open:\n${stdout}\n${stderr}`));
          setTimeout(late, START_MS).unref();
        }),
      ]),
    async stop(signal = "SIGTERM") {
      child.kill(signal);
      return ended;
    },
  };
}
