import type { Actor } from "@/lib/core/actor";
import { monotonicMs } from "@/lib/core/clock";
import { LIMITS } from "@/lib/core/limits";
import type { Queryable } from "@/lib/db/queryable";
import type { EventRow } from "@/lib/event-feed/event";
import type { EventFeed } from "@/lib/event-feed/event-feed";
import { type GuardedRoom, UNKNOWN_ROOM } from "@/lib/rooms/room-policy";
import { type ChangedRoom, type Changes, heardChanges } from "./heard-changes";
import { readGuards, readLiveRoles } from "./live-reads";

/** A message to a page. `id` is that of the newest event that the hub knew. */
export type LiveMessage =
  | { kind: "opened"; id: number }
  | { kind: "changed"; id: number; changes: Changes }
  | { kind: "beat" };

export interface LiveListener {
  sessionId: string;
  actor: Actor & { kind: "person" };
  onMessage(message: LiveMessage): void;
  /** Called once, when the stream has to end: the session, the role or the server does. */
  onEnd(): void;
}

export interface LiveHub {
  /** Adds a listener, whose first message is `opened`. Resolves with the function that removes it. */
  listen(listener: LiveListener): Promise<() => void>;
}

/**
 * Tells all open pages of this process which rooms changed. Changes are gathered: all listeners hear at the same time, at most once per
 * `liveEveryMs`, so that pages of one room read it again together. Before each message, and every `liveCheckMs`, one statement reads the
 * sessions of all listeners; who is no longer signed in, was banned or has another role is ended instead of told. Without listeners
 * the hub does nothing.
 */
export function createLiveHub(db: Queryable, events: EventFeed): LiveHub {
  const listeners = new Set<LiveListener>();
  const changed = new Map<string, Set<string>>();
  /** Rooms that were heard of, so that the owner of a room that was deleted for good is told. */
  const known = new Map<string, GuardedRoom>();
  let isMore = false;
  let stop: (() => void) | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isAtWork = false;
  let toldAtMs = Number.NEGATIVE_INFINITY;

  function start(): void {
    const unfollow = events.follow(gather);
    const checks = setInterval(() => timer || void work(), LIMITS.liveCheckMs);
    const beats = setInterval(() => tellAll({ kind: "beat" }), LIMITS.eventHeartbeatMs);
    for (const one of [checks, beats]) one.unref();
    events.streamsEnd.addEventListener("abort", endAll);
    stop = () => {
      unfollow();
      clearInterval(checks);
      clearInterval(beats);
      clearTimeout(timer);
      timer = undefined;
      events.streamsEnd.removeEventListener("abort", endAll);
      changed.clear();
      isMore = false;
      stop = undefined;
    };
  }

  function gather(rows: readonly EventRow[]): void {
    for (const { room_id: id, type } of rows) {
      const types = changed.get(id);
      if (types) types.add(type);
      else if (changed.size < LIMITS.liveRoomsGatheredMax) changed.set(id, new Set([type]));
      else isMore = true;
    }
    plan();
  }

  function plan(): void {
    if (timer || isAtWork || (changed.size === 0 && !isMore)) return;
    const waitMs = Math.max(0, toldAtMs + LIMITS.liveEveryMs - monotonicMs());
    timer = setTimeout(() => {
      timer = undefined;
      void work();
    }, waitMs);
    timer.unref();
  }

  /** Checks the sessions of all listeners, and tells them what was gathered. */
  async function work(): Promise<void> {
    if (isAtWork) return;
    isAtWork = true;
    const id = events.newest();
    const gathered = [...changed].map(([room, types]) => ({ id: room, types: [...types].sort() }));
    const wasMore = isMore;
    changed.clear();
    isMore = false;
    try {
      const sessionIds = [...new Set([...listeners].map(({ sessionId }) => sessionId))];
      const [roles, guards] = await Promise.all([
        readLiveRoles(db, sessionIds),
        readGuards(
          db,
          gathered.map((room) => room.id),
        ),
      ]);
      if (gathered.length > 0 || wasMore) toldAtMs = monotonicMs();
      const rooms = gathered.map((room) => ({ ...room, guard: guardOf(room.id, guards) }));
      for (const listener of [...listeners]) {
        // One that began to listen meanwhile was checked when it opened.
        if (!sessionIds.includes(listener.sessionId)) continue;
        if (roles.get(listener.sessionId) === listener.actor.role)
          tell(listener, id, rooms, wasMore);
        else end(listener);
      }
    } catch {
      // The database does not answer, and a page that reads again now would only fail. The next check tells what was gathered.
      for (const room of gathered) {
        changed.set(room.id, new Set([...room.types, ...(changed.get(room.id) ?? [])]));
      }
      isMore ||= wasMore;
      toldAtMs = monotonicMs() + LIMITS.liveCheckMs;
    } finally {
      isAtWork = false;
      if (stop) plan();
    }
  }

  function guardOf(id: string, guards: ReadonlyMap<string, GuardedRoom>): GuardedRoom {
    const guard = guards.get(id) ?? known.get(id) ?? UNKNOWN_ROOM;
    known.delete(id);
    known.set(id, guard);
    const [oldest] = known.keys();
    if (known.size > LIMITS.liveRoomsGatheredMax && oldest !== undefined) known.delete(oldest);
    return guard;
  }

  function tell(
    listener: LiveListener,
    id: number,
    rooms: readonly ChangedRoom[],
    wasMore: boolean,
  ): void {
    const changes = heardChanges(listener.actor, rooms, wasMore);
    if (changes) listener.onMessage({ kind: "changed", id, changes });
  }

  function tellAll(message: LiveMessage): void {
    for (const listener of [...listeners]) listener.onMessage(message);
  }

  function end(listener: LiveListener): void {
    if (!listeners.delete(listener)) return;
    listener.onEnd();
    if (listeners.size === 0) stop?.();
  }

  function endAll(): void {
    for (const listener of [...listeners]) end(listener);
  }

  return {
    async listen(listener) {
      await events.start();
      listeners.add(listener);
      if (!stop) start();
      if (events.streamsEnd.aborted) end(listener);
      else listener.onMessage({ kind: "opened", id: events.newest() });
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) stop?.();
      };
    },
  };
}

const hubs = new WeakMap<EventFeed, LiveHub>();

/** The hub of a feed, made at first use. */
export function liveHubOf(db: Queryable, events: EventFeed): LiveHub {
  const hub = hubs.get(events) ?? createLiveHub(db, events);
  hubs.set(events, hub);
  return hub;
}
