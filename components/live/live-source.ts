import { randomFraction } from "@/lib/core/random-fraction";

/** Which rooms changed. `types` are types of events by the id of the room. */
export interface LiveChanges {
  rooms: Record<string, readonly string[]>;
  more: boolean;
}

/** What the holder of the connection hears, and passes on to the other tabs of the browser. */
export type LiveWord =
  | { kind: "opened"; id: number }
  | { kind: "changed"; id: number; changes: LiveChanges }
  | { kind: "beat" | "lost" | "signed-out" };

const URL_OF_STREAM = "/api/dashboard/live";
const AGAIN_MS = [1_000, 2_000, 5_000, 10_000, 30_000];

/** The connection to the server. It is opened again, after longer and longer times, until it is closed. */
export function createLiveSource(say: (word: LiveWord) => void) {
  let stream: EventSource | null = null;
  let failures = 0;
  let again: number | undefined;

  function open(): void {
    close();
    const opened = new EventSource(URL_OF_STREAM);
    stream = opened;
    const on = (kind: string, word: (event: MessageEvent<string>) => LiveWord) =>
      opened.addEventListener(kind, (event) => {
        if (stream === opened) say(word(event as MessageEvent<string>));
      });
    on("opened", ({ lastEventId }) => {
      failures = 0;
      return { kind: "opened", id: Number(lastEventId) };
    });
    on("changed", ({ lastEventId, data }) => {
      return { kind: "changed", id: Number(lastEventId), changes: JSON.parse(data) };
    });
    on("beat", () => ({ kind: "beat" }));
    opened.addEventListener("error", () => {
      if (stream !== opened) return;
      say({ kind: "lost" });
      // The browser itself opens a stream again that ended, but none that was refused.
      if (opened.readyState === EventSource.CLOSED) void afterRefusal(opened);
    });
  }

  async function afterRefusal(refused: EventSource): Promise<void> {
    const waitMs = AGAIN_MS[Math.min(failures, AGAIN_MS.length - 1)] ?? 0;
    failures += 1;
    again = window.setTimeout(open, waitMs * (0.75 + randomFraction() / 2));
    const reply = await fetch(URL_OF_STREAM, { method: "HEAD" }).catch(() => null);
    const isSignedOut = reply?.status === 401 || reply?.status === 403;
    if (isSignedOut && stream === refused) say({ kind: "signed-out" });
  }

  function close(): void {
    clearTimeout(again);
    stream?.close();
    stream = null;
  }

  return { open, close, isHeld: () => stream !== null };
}
