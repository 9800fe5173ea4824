import { monotonicMs } from "@/lib/core/clock";
import { LIMITS } from "@/lib/core/limits";
import type { Queryable } from "@/lib/db/queryable";
import { type EventRow, eventOf } from "@/lib/event-feed/event";
import {
  beginAfter,
  type EventBounds,
  readEventBounds,
  readEvents,
} from "@/lib/event-feed/read-events";
import type { Context } from "@/lib/runtime/context";
import { requireScope, requireToken } from "@/lib/tokens/token-policy";
import { eventSchema } from "./event-schema";
import { eventStreams } from "./open-streams";

export interface StreamAsked {
  /** The id of the last event that was seen; "0" is before the oldest, absent is after the newest. */
  after?: string;
  types?: readonly string[];
  /** Aborted when the consumer is gone. */
  signal: AbortSignal;
  /** Called before events are sent. Rejects if the token was revoked meanwhile, so that it gets no more events. */
  checkToken(): Promise<unknown>;
}

/** A part of a stream: events or a heartbeat. */
export type StreamPart =
  | { kind: "opened"; id: string; missed: boolean }
  | { kind: "event"; id: string; type: string; json: string }
  | { kind: "beat" };

/**
 * Streams the space's events after an id, each once and in order, until the consumer disconnects. It reads the next part only when the
 * consumer is ready for it, so a slow consumer uses no memory. Throws `too_many_requests` if the token's chain has too many open streams
 * in this process, and `overloaded` if all chains together have too many.
 */
export async function streamEvents(
  ctx: Context,
  input: StreamAsked,
): Promise<AsyncGenerator<StreamPart, void>> {
  const spaceId = requireScope(ctx.actor, "events:read");
  const { chainId } = requireToken(ctx.actor);
  const { pool, events } = ctx.services;
  const free = eventStreams.count(chainId);
  // A consumer that disconnects before it read anything is no longer counted either.
  input.signal.addEventListener("abort", free);
  try {
    const { after, missed } = beginAfter(input.after, await boundsForAll(pool));
    await events.start();
    return follow(ctx, { ...input, spaceId, after, missed }, free);
  } catch (error) {
    free();
    throw error;
  }
}

let asked: Promise<EventBounds> | undefined;

/** The first and the last event id, read once for all streams that open in the same turn of the event loop. */
function boundsForAll(db: Queryable): Promise<EventBounds> {
  asked ??= new Promise((resolve, reject) => {
    setImmediate(() => {
      asked = undefined;
      readEventBounds(db).then(resolve, reject);
    });
  });
  return asked;
}

async function* follow(
  ctx: Context,
  input: StreamAsked & { spaceId: string; after: string; missed: boolean },
  free: () => void,
): AsyncGenerator<StreamPart, void> {
  const { spaceId, types, missed } = input;
  const { events } = ctx.services;
  const isOver = () => input.signal.aborted || events.areStreamsEnded();
  try {
    yield { kind: "opened", id: input.after, missed };
    let place = Number(input.after);
    while (!isOver()) {
      const { rows, end } = await takeEvents(ctx, spaceId, place);
      place = end;
      const wanted = rows.filter((row) => !types || types.includes(row.type));
      if (wanted.length > 0) await input.checkToken();
      for (const row of wanted) {
        if (isOver()) return;
        yield { kind: "event", id: row.id, type: row.type, json: jsonOf(row) };
      }
      if (rows.length > 0) continue;
      const beatAtMs = monotonicMs() + LIMITS.eventHeartbeatMs;
      await events.next(spaceId, place, LIMITS.eventHeartbeatMs, input.signal);
      if (isOver() || monotonicMs() < beatAtMs) continue;
      await input.checkToken();
      yield { kind: "beat" };
    }
  } finally {
    free();
  }
}

/** Reads some of the space's events after an id, from memory if possible, and the id up to which it has looked. */
async function takeEvents(
  ctx: Context,
  spaceId: string,
  place: number,
): Promise<{ rows: EventRow[]; end: number }> {
  const { pool, events, kinds } = ctx.services;
  const recent = events.recent(spaceId, place);
  if (recent) return { rows: recent, end: Number(recent.at(-1)?.id ?? place) };
  const newest = events.newest();
  const limit = LIMITS.eventsPerPageMax;
  const rows = await readEvents(pool, { spaceId, kinds, after: String(place), limit });
  const last = Number(rows.at(-1)?.id ?? place);
  return { rows, end: rows.length < limit ? Math.max(last, newest) : last };
}

const texts = new WeakMap<EventRow, string>();

/** The event as text, made once for all streams of this process. */
function jsonOf(row: EventRow): string {
  const known = texts.get(row);
  if (known !== undefined) return known;
  const text = JSON.stringify(eventSchema.parse(eventOf(row)));
  texts.set(row, text);
  return text;
}
