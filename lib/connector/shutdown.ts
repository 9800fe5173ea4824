import process from "node:process";

type Signal = "SIGTERM" | "SIGINT" | "SIGHUP";

/** The exit code that a shell reports for a program that a signal ended. */
const EXIT_CODES: Record<Signal, number> = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };
/** MovieMatch hears SIGINT itself and closes its server; it gets this long to end. */
const OWN_END_MS = 2_000;

interface Ending {
  /** Sends what waits; it ends in a bounded time. */
  send(): Promise<void>;
  /** Keeps what is left, at once. */
  keep(): void;
}

/**
 * Hears that the process is to end. After a signal it sends what waits and then ends the process; MovieMatch by itself would end at once. When
 * the process ends in another way, only what is synchronous can still be done.
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
  // Deno.exit tells its own event only.
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
