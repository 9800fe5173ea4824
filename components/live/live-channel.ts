import { now } from "@/lib/core/clock";
import { createLiveSource, type LiveChanges, type LiveWord } from "./live-source";
import { canShareConnection, openTabChannel, takeTurn } from "./live-turn";

export interface LiveState {
  /** `paused` while nobody looks, `starting` until the first stream is open. */
  kind: "paused" | "starting" | "open" | "lost";
  /** Since when it is open, or is not, in milliseconds since 1970. */
  sinceMs: number;
}

export interface LiveListener {
  /** `changes` is null if anything may have changed, because events may have been missed. */
  onChange(changes: LiveChanges | null): void;
  /** The session has ended, so the page must be read again to say so. */
  onSignedOut(): void;
}

/** What the tabs of a browser tell each other. */
type Word = LiveWord | { kind: "here"; id: number } | { kind: "who" };

/** The server sends something every 15 seconds. */
const SILENT_MS = 40_000;
const LOOK_MS = 5_000;
/** An interval that is late by so much means that the machine slept. */
const SLEPT_MS = 20_000;

/** By the clock of the machine, which goes on while it sleeps. */
const nowMs = () => now().getTime();

/**
 * The live stream of this tab. All visible tabs of a browser share one connection, because a browser opens only six to a host over
 * HTTP/1.1: a Web Lock decides which tab holds it, and it passes on what it hears by BroadcastChannel. Where these do not exist (a
 * page that came over plain http), each visible tab has its own. A hidden tab has none.
 */
export function createLiveChannel() {
  const listeners = new Set<LiveListener>();
  const watchers = new Set<() => void>();
  let state: LiveState = { kind: "paused", sinceMs: nowMs() };
  let lastId = 0;
  /** Whether events may have been missed since the page was last read. */
  let mayHaveMissed = false;
  let leaving: AbortController | null = null;
  let between: BroadcastChannel | null = null;
  let looks: number | undefined;
  let lookedAtMs = 0;
  let heardAtMs = 0;
  const source = createLiveSource(say);

  function become(kind: LiveState["kind"]): void {
    if (state.kind === kind) return;
    if (kind === "lost" || kind === "paused") mayHaveMissed = true;
    const hasTurned = kind === "open" || state.kind === "open";
    state = { kind, sinceMs: hasTurned ? nowMs() : state.sinceMs };
    for (const watcher of watchers) watcher();
  }

  function hear(word: Word): void {
    if (!leaving) return;
    heardAtMs = nowMs();
    switch (word.kind) {
      case "opened":
      case "here":
        become("open");
        if (mayHaveMissed || word.id > lastId) tell(null);
        mayHaveMissed = false;
        lastId = Math.max(lastId, word.id);
        break;
      case "changed":
        lastId = Math.max(lastId, word.id);
        tell(word.changes);
        break;
      case "lost":
        become("lost");
        break;
      case "who":
        if (source.isHeld() && state.kind === "open")
          between?.postMessage({ kind: "here", id: lastId });
        break;
      case "signed-out":
        for (const listener of listeners) listener.onSignedOut();
    }
  }

  function tell(changes: LiveChanges | null): void {
    for (const listener of listeners) listener.onChange(changes);
  }

  /** Passes on what this tab, which holds the connection, has heard. */
  function say(word: Word): void {
    between?.postMessage(word);
    hear(word);
  }

  function look(): void {
    const atMs = nowMs();
    const hasSlept = atMs - lookedAtMs > SLEPT_MS;
    lookedAtMs = atMs;
    if (!leaving || (atMs - heardAtMs < SILENT_MS && !hasSlept)) return;
    heardAtMs = atMs;
    become("lost");
    if (source.isHeld()) {
      between?.postMessage({ kind: "lost" });
      source.open();
    } else if (hasSlept) between?.postMessage({ kind: "who" });
    // The tab that holds the connection does not move, for example because it shows a message box.
    else takeTurn(source, leaving.signal, canShareConnection());
  }

  function begin(): void {
    if (leaving || listeners.size === 0 || document.visibilityState === "hidden") return;
    if (navigator.onLine === false) {
      become("lost");
      return;
    }
    leaving = new AbortController();
    lookedAtMs = nowMs();
    heardAtMs = lookedAtMs;
    if (state.kind !== "lost") become("starting");
    looks = window.setInterval(look, LOOK_MS);
    if (canShareConnection()) {
      between = openTabChannel();
      between.onmessage = ({ data }: MessageEvent<Word>) => hear(data);
      between.postMessage({ kind: "who" });
    }
    takeTurn(source, leaving.signal);
  }

  function end(kind: "paused" | "lost"): void {
    clearInterval(looks);
    leaving?.abort();
    leaving = null;
    between?.close();
    between = null;
    become(kind);
  }

  const onVisibility = () => (document.visibilityState === "hidden" ? end("paused") : begin());
  /** What the browser says about the page and its network. */
  const onHide = () => end("paused");
  const onOffline = () => end("lost");
  const said = (): [EventTarget, string, () => void][] => [
    [document, "visibilitychange", onVisibility],
    [window, "pagehide", onHide],
    [window, "pageshow", begin],
    [window, "online", begin],
    [window, "offline", onOffline],
  ];

  return {
    /** Listens until the returned function is called. `since` is the newest event that the page includes. */
    listen(listener: LiveListener, since: number): () => void {
      if (listeners.size === 0) {
        for (const [target, name, heard] of said()) target.addEventListener(name, heard);
        mayHaveMissed = false;
      }
      listeners.add(listener);
      lastId = Math.max(lastId, since);
      begin();
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        for (const [target, name, heard] of said()) target.removeEventListener(name, heard);
        end("paused");
      };
    },
    state: () => state,
    /** Calls `onState` whenever the state becomes another one. */
    watch(onState: () => void): () => void {
      watchers.add(onState);
      return () => watchers.delete(onState);
    },
  };
}

let own: ReturnType<typeof createLiveChannel> | undefined;

/** The live stream of this tab, made at first use. */
export function liveChannel() {
  own ??= createLiveChannel();
  return own;
}
