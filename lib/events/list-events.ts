import { monotonicMs } from "@/lib/core/clock";
import { LIMITS } from "@/lib/core/limits";
import type { Queryable } from "@/lib/db/queryable";
import { eventOf } from "@/lib/event-feed/event";
import type { EventFeed } from "@/lib/event-feed/event-feed";
import {
  beginAfter,
  type EventsWanted,
  readEventBounds,
  readEvents,
} from "@/lib/event-feed/read-events";
import type { Context } from "@/lib/runtime/context";
import { requireScope } from "@/lib/tokens/token-policy";
import type { EventPage } from "./event-schema";

export interface EventsAsked {
  /** The id of the last event that was seen; "0" is before the oldest, absent is after the newest. */
  after?: string;
  types?: readonly string[];
  limit: number;
  /** Seconds to wait for the first one. */
  wait: number;
}

/** Lists one page of the space's events in order. `nextCursor` is the cursor for the next page, also if the page is empty. */
export async function listEvents(
  ctx: Context,
  input: EventsAsked & { signal: AbortSignal },
): Promise<EventPage> {
  const spaceId = requireScope(ctx.actor, "events:read");
  const { pool, events, kinds } = ctx.services;
  const untilMs = monotonicMs() + input.wait * 1000;
  if (input.wait > 0) await events.start();
  const seen = events.newest();
  const bounds = await readEventBounds(pool);
  const { after, missed } = beginAfter(input.after, bounds);
  const { limit, types } = input;
  const wanted: EventsWanted = { spaceId, kinds, after, types, limit };
  let rows = await readEvents(pool, wanted);
  if (rows.length === 0 && input.after !== undefined) {
    await sequenceEvents(pool);
    rows = await readEvents(pool, wanted);
  }
  if (rows.length === 0 && input.wait > 0) {
    const place = Math.max(Number(after), seen);
    await waitForEvent(events, { spaceId, types }, place, { untilMs, signal: input.signal });
    rows = await readEvents(pool, wanted);
  }
  const isWhole = rows.length < limit;
  // All other events up to the newest one belong to another space or have another type.
  const end = Math.max(Number(rows.at(-1)?.id ?? after), isWhole ? Number(bounds.newest) : 0);
  return { items: rows.map(eventOf), nextCursor: String(end), missed };
}

/** Numbers events that were just committed. If another instance is doing it, that one may have started before their commit. */
async function sequenceEvents(db: Queryable): Promise<void> {
  for (let tries = 1; tries <= LIMITS.eventLineTriesMax; tries += 1) {
    const { rows } = await db.query<{ moved: number }>(
      "select sequence_events($1, true) as moved",
      [LIMITS.eventsSequencedMax],
    );
    if ((rows[0]?.moved ?? 0) >= 0) return;
    await new Promise((resolve) => setTimeout(resolve, LIMITS.eventGatherMs));
  }
}

/** Waits until there is an event of the wanted types or the time is over. */
async function waitForEvent(
  feed: EventFeed,
  { spaceId, types }: Pick<EventsWanted, "spaceId" | "types">,
  after: number,
  end: { untilMs: number; signal: AbortSignal },
): Promise<void> {
  let place = after;
  for (;;) {
    const leftMs = end.untilMs - monotonicMs();
    if (leftMs <= 0 || end.signal.aborted || feed.areStreamsEnded()) return;
    const news = feed.recent(spaceId, place);
    if (news === null || news.some((row) => !types || types.includes(row.type))) return;
    place = Number(news.at(-1)?.id ?? place);
    await feed.next(spaceId, place, leftMs, end.signal);
  }
}
