import type { RoomEvent } from "@/lib/event-feed/event";
import { type ApiClient, backoffMs, delay, problemError } from "./api-client";
import { createSseParser, type StreamEvent } from "./sse-parser";

/** The events that a client can listen for, with the argument of the handler. */
export interface ClientEvents {
  /** Every change of a room in the space. */
  "room.*": RoomEvent;
  "room.created": RoomEvent;
  "room.updated": RoomEvent;
  "room.matched": RoomEvent;
  "room.locked": RoomEvent;
  "room.unlocked": RoomEvent;
  "room.rescheduled": RoomEvent;
  "room.expiring": RoomEvent;
  "room.expired": RoomEvent;
  "room.deleted": RoomEvent;
  "room.replaced": RoomEvent;
  "room.restored": RoomEvent;
  "room.purged": RoomEvent;
  /** The stream is open; events from now on arrive. */
  "events.opened": { lastEventId: string };
  /** The client was disconnected for so long that some events are no longer stored: read the rooms again. */
  "events.missed": { lastEventId: string };
  /** The stream broke (the client opens it again) or a handler threw. */
  error: Error;
}

export type ClientEventType = keyof ClientEvents;
export type Handler<Type extends ClientEventType> = (event: ClientEvents[Type]) => unknown;

/** The server sends a heartbeat every 15 seconds. After three missing ones the connection counts as broken. */
const SILENCE_MS = 45_000;

/**
 * The wait after a refusal that the next attempt will probably get as well. The client still tries again, because somebody may change the
 * token.
 */
const PERMANENT_WAIT_MS = 30_000;

/**
 * Opens the event stream of the space with the first handler and closes it with the last. After a break it continues after the last event
 * that handlers got, so that each event arrives once and in order.
 * @param options.lastEventId the event to continue after; by default only new events arrive
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
      // A handler that throws or rejects does not affect the other handlers.
      void (async () => (handler as Handler<Type>)(event))().catch((error: unknown) => {
        if (type !== "error") emit("error", asError(error));
      });
    }
  }

  function handleEvent({ id, type, data }: StreamEvent): void {
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
        if (isPermanent(error)) waitMs = PERMANENT_WAIT_MS;
        emit("error", asError(error));
      }
      await delay(waitMs, signal);
    }
  }

  /** Reads one connection to its end. */
  async function readOnce(signal: AbortSignal, onOpen: () => void): Promise<void> {
    const broken = new AbortController();
    const silence = createSilenceTimer(SILENCE_MS, () => broken.abort(new Error("Nothing came.")));
    try {
      const headers: Record<string, string> = { accept: "text/event-stream" };
      if (lastEventId !== undefined) headers["last-event-id"] = lastEventId;
      const response = await api.request(
        { method: "GET", path: "/events", headers },
        AbortSignal.any([signal, broken.signal]),
      );
      if (!response.ok) throw problemError(response.status, await response.text());
      onOpen();
      const parser = createSseParser(handleEvent);
      const decoder = new TextDecoder();
      const reader = response.body?.getReader();
      for (;;) {
        const piece = await reader?.read();
        if (!piece || piece.done) return;
        silence.restart();
        if (signal.aborted) return;
        parser.push(decoder.decode(piece.value, { stream: true }));
      }
    } finally {
      silence.stop();
      broken.abort();
    }
  }

  function hasHandlers(): boolean {
    return [...handlers].some(([type, some]) => type !== "error" && some.size > 0);
  }

  function startOrStop(): void {
    if (hasHandlers() && !listening && !options.signal.aborted) {
      listening = new AbortController();
      void listen(AbortSignal.any([listening.signal, options.signal]));
    } else if (!hasHandlers() && listening) {
      listening.abort();
      listening = undefined;
    }
  }

  return {
    /** Calls a handler for events of a type. Returns a function that removes the handler. */
    on<Type extends ClientEventType>(type: Type, handler: Handler<Type>): () => void {
      const some = handlers.get(type) ?? new Set();
      handlers.set(type, some.add(handler as (event: never) => unknown));
      startOrStop();
      return () => {
        some.delete(handler as (event: never) => unknown);
        startOrStop();
      };
    },
    /** The id of the last event that handlers got, to continue after it later. */
    lastEventId: () => lastEventId,
  };
}

function isPermanent(error: unknown): boolean {
  const { code } = error as { code?: string };
  return code !== undefined && ["unauthorized", "forbidden", "not_found"].includes(code);
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function createSilenceTimer(ms: number, onSilence: () => void) {
  let timer = setTimeout(onSilence, ms);
  return {
    restart() {
      clearTimeout(timer);
      timer = setTimeout(onSilence, ms);
    },
    stop: () => clearTimeout(timer),
  };
}
