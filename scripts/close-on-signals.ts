/** The terminal and npm both pass on Ctrl-C. A second signal within this time comes from the same key press. */
const SAME_KEY_MS = 800;

export interface Closing {
  /** Adds a function that closes something. The last one added is called first. */
  add(close: () => Promise<void>): void;
  close(): Promise<void>;
}

/** Closes everything on SIGINT or SIGTERM, in the reverse order of opening, and ends the process; the second time at once. */
export function closeOnSignals(): Closing {
  const parts: (() => Promise<void>)[] = [];
  let closedSince: number | undefined;
  const close = async () => {
    for (let part = parts.pop(); part; part = parts.pop()) {
      await part().catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
    }
  };
  const onSignal = (signal: NodeJS.Signals) => {
    if (closedSince !== undefined) {
      if (performance.now() - closedSince < SAME_KEY_MS) return;
      process.stderr.write("Closed at once.\n");
      process.exit(signal === "SIGINT" ? 130 : 143);
    }
    closedSince = performance.now();
    process.stderr.write("\nClosing: requests under way are finished first.\n");
    close().then(() => process.exit(0));
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  watchParent(() => onSignal("SIGTERM"));
  return { add: (part) => parts.push(part), close };
}

const PARENT_MS = 500;

/** npm passes SIGTERM to the shell it started, which ends without telling us: under npm a lost parent counts as the signal. */
function watchParent(onLost: () => void): void {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onLost();
  }, PARENT_MS);
  timer.unref();
}
