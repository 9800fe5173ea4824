import type { RoomEvent } from "@/lib/event-feed/event";
import { type ApiClient, backoffMs, delay, problemError } from "./api-client";
import { createSseParser, type StreamEvent } from "./sse-parser";

/** What a client can listen for. */
export interface ClientEvents {
  /** Every change of a room in the space. */
  "room.*": RoomEvent;
  "room.created": RoomEvent;
  "room.updated": RoomEvent;
  "room.matched": RoomEvent;
  "room.locked": RoomEvent;
  "room.unlocked": RoomEvent;
  "room.rescheduled": RoomEvent;
  "room.expired": RoomEvent;
  "room.deleted": RoomEvent;
  "room.replaced": RoomEvent;
  "room.restored": RoomEvent;
  "room.purged": RoomEvent;
  /** The stream is open; what happens from here on is told. */
  "events.opened": { lastEventId: string };
  /** The client was away for so long that some events are not kept any more: read the rooms again. */
  "events.missed": { lastEventId: string };
  /** The stream broke (it is opened again by itself) or a handler threw. */
  error: Error;
}

export type ClientEventType = keyof ClientEvents;
export type Handler<Type extends ClientEventType> = (event: ClientEvents[Type]) => unknown;

/** The server gives a sign of life every 15 seconds; three missed ones mean that nobody is there. */
const SILENCE_MS = 45_000;

/** Refusals that the next attempt will meet again: it waits long, but somebody may mend the token meanwhile. */
const HOPELESS_WAIT_MS = 30_000;

/**
 * Listens to the events of the space while anybody does: opens the stream with the first handler, closes it with the last, goes
 * on after a break from the last event that was handed out, so that each comes once and in order.
 * @param options.lastEventId where to begin, if not with what happens from now on
 */
export function createEventListener(
  api: Pick<ApiClient, "request">,
  options: { lastEventId?: string; signal: AbortSignal },
) {
  const handlers = new Map<string, Set<(event: never) => unknown>>();
  let lastEventId = options.lastEventId;
  let listening: AbortController | undefined;

  function emit<Type extends ClientEventType>(type: Type, event: ClientEvents[Type]): void {
    for (const handler of handlers.get(type) ?? []) {
      // One that throws, at once or later, keeps no other from its events.
      void (async () => (handler as Handler<Type>)(event))().catch((error: unknown) => {
        if (type !== "error") emit("error", asError(error));
      });
    }
  }

  function tell({ id, type, data }: StreamEvent): void {
    if (type === "stream.opened") {
      const { missed } = JSON.parse(data) as { missed: boolean };
      lastEventId = id;
      emit("events.opened", { lastEventId: id });
      if (missed) emit("events.missed", { lastEventId: id });
      return;
    }
    if (lastEventId !== undefined && Number(id) <= Number(lastEventId)) return;
    lastEventId = id;
    const event = JSON.parse(data) as RoomEvent;
    emit(event.type as "room.created", event);
    emit("room.*", event);
  }

  async function listen(signal: AbortSignal): Promise<void> {
    for (let tries = 1; !signal.aborted; tries += 1) {
      let waitMs = backoffMs(tries);
      try {
        await readOnce(signal, () => {
          tries = 0;
        });
        waitMs = backoffMs(1);
      } catch (error) {
        if (signal.aborted) return;
        if (isHopeless(error)) waitMs = HOPELESS_WAIT_MS;
        emit("error", asError(error));
      }
      await delay(waitMs, signal);
    }
  }

  /** Reads one connection to its end. */
  async function readOnce(signal: AbortSignal, onOpen: () => void): Promise<void> {
    const broken = new AbortController();
    const silence = setTimeoutAgain(SILENCE_MS, () => broken.abort(new Error("Nothing came.")));
    try {
      const headers: Record<string, string> = { accept: "text/event-stream" };
      if (lastEventId !== undefined) headers["last-event-id"] = lastEventId;
      const response = await api.request(
        { method: "GET", path: "/events", headers },
        AbortSignal.any([signal, broken.signal]),
      );
      if (!response.ok) throw problemError(response.status, await response.text());
      onOpen();
      const parser = createSseParser(tell);
      const decoder = new TextDecoder();
      const reader = response.body?.getReader();
      for (;;) {
        const piece = await reader?.read();
        if (!piece || piece.done) return;
        silence.again();
        if (signal.aborted) return;
        parser.push(decoder.decode(piece.value, { stream: true }));
      }
    } finally {
      silence.stop();
      broken.abort();
    }
  }

  function isAwaited(): boolean {
    return [...handlers].some(([type, some]) => type !== "error" && some.size > 0);
  }

  function startOrStop(): void {
    if (isAwaited() && !listening && !options.signal.aborted) {
      listening = new AbortController();
      void listen(AbortSignal.any([listening.signal, options.signal]));
    } else if (!isAwaited() && listening) {
      listening.abort();
      listening = undefined;
    }
  }

  return {
    /** Hands events of a type to a handler; gives back the way to end that. */
    on<Type extends ClientEventType>(type: Type, handler: Handler<Type>): () => void {
      const some = handlers.get(type) ?? new Set();
      handlers.set(type, some.add(handler as (event: never) => unknown));
      startOrStop();
      return () => {
        some.delete(handler as (event: never) => unknown);
        startOrStop();
      };
    },
    /** The last event that was handed out, to begin from another time. */
    lastEventId: () => lastEventId,
  };
}

function isHopeless(error: unknown): boolean {
  const { code } = error as { code?: string };
  return code !== undefined && ["unauthorized", "forbidden", "not_found"].includes(code);
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function setTimeoutAgain(ms: number, onSilence: () => void) {
  let timer = setTimeout(onSilence, ms);
  return {
    again() {
      clearTimeout(timer);
      timer = setTimeout(onSilence, ms);
    },
    stop: () => clearTimeout(timer),
  };
}
