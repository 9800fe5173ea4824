import { monotonicMs } from "@/lib/core/clock";
import { createBookings } from "./bookings";
import { overloaded } from "./overloaded";

export interface LaneOptions {
  /** How many may run at the same time. */
  atOnce: number;
  /** How many may wait, for all callers together. */
  waitingMax: number;
  /** Work that is expected to wait longer is refused immediately. */
  soonMs: number;
  /** Work that has waited longer than expected is refused at this time. */
  waitMs: number;
}

type Leave = () => void;

interface Waiting {
  key: string;
  alone: string | undefined;
  begin(leave: Leave): void;
  refuse(error: unknown): void;
  timer: NodeJS.Timeout;
}

/** The assumed time before anything was measured. */
const FIRST_SERVICE_MS = 20;
/** The weight of the newest measurement. */
const NEWEST = 0.05;

/** What a new request waits for: its turn among the callers, or its turn at the room. */
interface Turns {
  name: string;
  /** The time from one turn to the next. */
  turnMs: number;
  /** The time after which a new request would start if `booked` requests that were told to come again go before it. */
  beginsInMs(booked: number): number;
}

interface TooFar {
  wantedMs: number;
  turns: Turns;
}

/** One kind of work. Each caller has a queue, and the queues take turns. Work on the same thing runs one after the other. */
export function createLane({ atOnce, waitingMax, soonMs, waitMs }: LaneOptions) {
  /** The queues in the order of their turns. */
  const lines = new Map<string, Waiting[]>();
  /** When the running work on each thing that allows only one at a time started. */
  const busy = new Map<string, number>();
  const waitingFor = new Map<string, number>();
  const bookings = createBookings();
  let running = 0;
  let waiting = 0;
  let serviceMs = FIRST_SERVICE_MS;
  let lastBegunMs = 0;

  /** The expected duration of one operation: as measured, or longer while the running operations take longer. */
  function serviceNowMs(nowMs: number): number {
    return running < atOnce ? serviceMs : Math.max(serviceMs, nowMs - lastBegunMs);
  }

  /** The turns of a caller in the lane. */
  function turnsInLane(key: string, nowMs: number): Turns {
    const own = lines.get(key)?.length ?? 0;
    const others = (most: number) => {
      let ahead = 0;
      for (const [name, line] of lines) if (name !== key) ahead += Math.min(line.length, most);
      return ahead;
    };
    const turnMs = serviceNowMs(nowMs) / atOnce;
    return {
      name: `caller ${key}`,
      turnMs: turnMs * Math.max(1, lines.size),
      beginsInMs: (booked) => (own + booked + 1 + others(own + booked + 1)) * turnMs,
    };
  }

  /** The turns at a thing that allows only one operation at a time. */
  function turnsAlone(alone: string, since: number, nowMs: number): Turns {
    const turnMs = Math.max(serviceMs, nowMs - since);
    const ahead = waitingFor.get(alone) ?? 0;
    return {
      name: `alone ${alone}`,
      turnMs: serviceMs,
      beginsInMs: (booked) => (ahead + booked + 1) * turnMs,
    };
  }

  /** The time until a new request would start, if the callers that are booked for an earlier time go first. */
  function expectedStartMs({ name, beginsInMs }: Turns, nowMs: number): number {
    let booked = 0;
    for (;;) {
      const inMs = beginsInMs(booked);
      const then = bookings.countUntil(name, nowMs + inMs, nowMs);
      if (then <= booked || inMs > soonMs) return inMs;
      booked = then;
    }
  }

  /** The queue that loses its last request to a new one when no more may wait; undefined if the new request's queue is the longest. */
  function longerQueue(key: string): Waiting[] | undefined {
    let longest: Waiting[] | undefined;
    for (const line of lines.values()) {
      if (line.length > (longest?.length ?? 0)) longest = line;
    }
    const own = lines.get(key)?.length ?? 0;
    return longest && longest.length > own + 1 ? longest : undefined;
  }

  function isFree(alone: string | undefined): boolean {
    return running < atOnce && (alone === undefined || !busy.has(alone));
  }

  /** The turns for which a new request would have to wait too long; undefined if it may run or wait. */
  function tooFar(key: string, alone: string | undefined): TooFar | undefined {
    if (isFree(alone)) return undefined;
    const nowMs = monotonicMs();
    const since = alone === undefined ? undefined : busy.get(alone);
    const choices = [turnsInLane(key, nowMs)];
    if (alone !== undefined && since !== undefined) choices.push(turnsAlone(alone, since, nowMs));
    const isFull = waiting >= waitingMax && !longerQueue(key);
    let farthest: TooFar | undefined;
    for (const turns of choices) {
      const wantedMs = expectedStartMs(turns, nowMs);
      const isTooFar = wantedMs > soonMs && !bookings.isDue(turns.name, nowMs);
      if ((isTooFar || isFull) && wantedMs >= (farthest?.wantedMs ?? 0)) {
        farthest = { wantedMs, turns };
      }
    }
    return farthest;
  }

  /** Each refused request gets a different time, because otherwise all would come again at once. */
  function refusal({ wantedMs, turns }: TooFar): Error {
    return overloaded(bookings.book(turns.name, wantedMs, turns.turnMs, monotonicMs()));
  }

  function arrived(key: string, alone: string | undefined): void {
    const nowMs = monotonicMs();
    bookings.take(`caller ${key}`, nowMs);
    if (alone !== undefined) bookings.take(`alone ${alone}`, nowMs);
  }

  function begin(alone: string | undefined): Leave {
    const begunMs = monotonicMs();
    running += 1;
    lastBegunMs = begunMs;
    if (alone !== undefined) busy.set(alone, begunMs);
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      running -= 1;
      if (alone !== undefined) busy.delete(alone);
      serviceMs += (monotonicMs() - begunMs - serviceMs) * NEWEST;
      advance();
    };
  }

  function countFor(alone: string | undefined, by: 1 | -1): void {
    if (alone === undefined) return;
    const count = (waitingFor.get(alone) ?? 0) + by;
    if (count > 0) waitingFor.set(alone, count);
    else waitingFor.delete(alone);
  }

  function take(line: Waiting[], index: number): Waiting {
    const [entry] = line.splice(index, 1) as [Waiting];
    clearTimeout(entry.timer);
    waiting -= 1;
    countFor(entry.alone, -1);
    if (line.length === 0) lines.delete(entry.key);
    return entry;
  }

  /** Starts the requests whose turn it is, until all places are taken or all others wait for something busy. */
  function advance(): void {
    while (running < atOnce && waiting > 0) {
      let next: Waiting | undefined;
      for (const [key, line] of lines) {
        const index = line.findIndex(({ alone }) => alone === undefined || !busy.has(alone));
        if (index === -1) continue;
        next = take(line, index);
        // The queue moves to the end of the turns.
        if (lines.delete(key)) lines.set(key, line);
        break;
      }
      if (!next) return;
      next.begin(begin(next.alone));
    }
  }

  function refuse(entry: Waiting): void {
    const line = lines.get(entry.key) ?? [];
    const index = line.indexOf(entry);
    if (index === -1) return;
    take(line, index);
    entry.refuse(refusal({ wantedMs: soonMs, turns: turnsInLane(entry.key, monotonicMs()) }));
  }

  return {
    check(key: string, alone?: string): void {
      const far = tooFar(key, alone);
      if (far) throw refusal(far);
    },

    /** Returns the function that ends the turn: immediately if a place is free, otherwise as a promise. */
    enter(key: string, alone?: string): Leave | Promise<Leave> {
      const far = tooFar(key, alone);
      if (far) throw refusal(far);
      arrived(key, alone);
      if (isFree(alone)) return begin(alone);
      if (waiting >= waitingMax) {
        const last = longerQueue(key)?.at(-1);
        if (last) refuse(last);
      }
      return new Promise((resolve, reject) => {
        const entry: Waiting = {
          key,
          alone,
          begin: resolve,
          refuse: reject,
          timer: setTimeout(() => refuse(entry), waitMs),
        };
        const line = lines.get(key) ?? [];
        lines.set(key, line);
        line.push(entry);
        waiting += 1;
        countFor(alone, 1);
      });
    },

    load: () => ({ running, waiting }),
  };
}
