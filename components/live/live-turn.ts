const NAME = "roomkeeper-live";

/** Whether tabs of this browser can share a connection. They cannot on a page that came over plain http from another machine. */
export function canShareConnection(): boolean {
  return navigator.locks !== undefined && "BroadcastChannel" in window;
}

/** The channel by which these tabs talk. */
export function openTabChannel(): BroadcastChannel {
  return new BroadcastChannel(NAME);
}

/**
 * Waits until this tab holds the connection of the browser, opens `source`, and keeps it until the tab leaves or another one takes it.
 * Where tabs cannot share, each of them holds one.
 * @param steal takes the connection from the tab that holds it
 */
export function takeTurn(
  source: { open(): void; close(): void },
  left: AbortSignal,
  steal = false,
): void {
  const hold = () =>
    new Promise<void>((resolve) => {
      if (left.aborted) return resolve();
      left.addEventListener("abort", () => {
        source.close();
        resolve();
      });
      source.open();
    });
  if (!canShareConnection()) {
    void hold();
    return;
  }
  navigator.locks.request(NAME, steal ? { steal } : { signal: left }, hold).catch(() => {
    // The tab left, or another one took the connection from this one, which then waits for its turn.
    source.close();
    if (!left.aborted) takeTurn(source, left);
  });
}
