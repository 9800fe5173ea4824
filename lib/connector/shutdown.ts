import process from "node:process";

type Signal = "SIGTERM" | "SIGINT" | "SIGHUP";

/** The exit code that a shell reports for a program that a signal ended. */
const EXIT_CODES: Record<Signal, number> = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };
/** MovieMatch handles SIGINT itself and closes its server. It has this time to end. */
const OWN_END_MS = 2_000;

interface Ending {
  /** Sends the waiting changes. Ends within a bounded time. */
  send(): Promise<void>;
  /** Writes the rest to the journal, synchronously. */
  keep(): void;
}

/**
 * Handles the end of the process. After a signal it sends the waiting changes and then ends the process, which MovieMatch alone would end at
 * once. If the process ends in another way, only synchronous work is possible, so the changes are written to the journal.
 * @returns a function that stops listening
 */
export function hearEnd({ send, keep }: Ending): () => void {
  let isEnding = false;
  const handlers = (Object.keys(EXIT_CODES) as Signal[]).map((signal) => {
    const handler = () => {
      if (isEnding) return;
      isEnding = true;
      void end(signal);
    };
    return { signal, handler };
  });

  async function end(signal: Signal): Promise<void> {
    await send().catch(() => {});
    if (signal === "SIGINT") await new Promise((resolve) => setTimeout(resolve, OWN_END_MS));
    process.exit(EXIT_CODES[signal]);
  }

  for (const { signal, handler } of handlers) attempt(() => process.on(signal, handler));
  process.on("exit", keep);
  // Deno.exit fires only Deno's own event `unload`.
  globalThis.addEventListener?.("unload", keep);
  return () => {
    for (const { signal, handler } of handlers) attempt(() => process.off(signal, handler));
    process.off("exit", keep);
    globalThis.removeEventListener?.("unload", keep);
  };
}

/** Windows has no SIGHUP to hear. */
function attempt(run: () => void): void {
  try {
    run();
  } catch {}
}
