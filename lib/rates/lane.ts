import { monotonicMs } from "@/lib/core/clock";
import { createBookings } from "./bookings";
import { overloaded } from "./overloaded";

export interface LaneOptions {
  /** How many may run at the same time. */
  atOnce: number;
  /** How many may wait, of all callers together. */
  waitingMax: number;
  /** What would wait for longer is refused at once, as far as can be foreseen. */
  soonMs: number;
  /** What waits for longer, because it was foreseen wrongly, is refused then. */
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

/** Before anything was measured. */
const FIRST_SERVICE_MS = 20;
/** How much the newest measurement counts. */
const NEWEST = 0.05;

/** What a newcomer waits for: its turn among the callers, or that of its room. */
interface Turns {
  name: string;
  /** From one turn to the next. */
  turnMs: number;
  /** After how long a newcomer begins when so many who were told to come go before it. */
  beginsInMs(booked: number): number;
}

interface TooFar {
  wantedMs: number;
  turns: Turns;
}

/** One kind of work: a line for each caller, who take turns; of what must go alone, one at a time. */
export function createLane({ atOnce, waitingMax, soonMs, waitMs }: LaneOptions) {
  /** In the order of their turns. */
  const lines = new Map<string, Waiting[]>();
  /** What only one may be at, and is, since when. */
  const busy = new Map<string, number>();
  const waitingFor = new Map<string, number>();
  const bookings = createBookings();
  let running = 0;
  let waiting = 0;
  let serviceMs = FIRST_SERVICE_MS;
  let lastBegunMs = 0;

  /** What one piece of work takes: as measured, or longer while those that run take longer. */
  function serviceNowMs(nowMs: number): number {
    return running < atOnce ? serviceMs : Math.max(serviceMs, nowMs - lastBegunMs);
  }

  /** The turns of a caller in the lane, and those of one thing that must go alone. */
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

  function turnsAlone(alone: string, since: number, nowMs: number): Turns {
    const turnMs = Math.max(serviceMs, nowMs - since);
    const ahead = waitingFor.get(alone) ?? 0;
    return {
      name: `alone ${alone}`,
      turnMs: serviceMs,
      beginsInMs: (booked) => (ahead + booked + 1) * turnMs,
    };
  }

  /** After how long a newcomer would begin, when those go first who were told to come before that. */
  function foreseenMs({ name, beginsInMs }: Turns, nowMs: number): number {
    let booked = 0;
    for (;;) {
      const inMs = beginsInMs(booked);
      const then = bookings.countUntil(name, nowMs + inMs, nowMs);
      if (then <= booked || inMs > soonMs) return inMs;
      booked = then;
    }
  }

  /** The line that has to give way to a newcomer when no more may wait; undefined where the newcomer has the longest. */
  function longerLine(key: string): Waiting[] | undefined {
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

  /** What a newcomer would have to wait for for too long; undefined where there is a place. */
  function tooFar(key: string, alone: string | undefined): TooFar | undefined {
    if (isFree(alone)) return undefined;
    const nowMs = monotonicMs();
    const since = alone === undefined ? undefined : busy.get(alone);
    const choices = [turnsInLane(key, nowMs)];
    if (alone !== undefined && since !== undefined) choices.push(turnsAlone(alone, since, nowMs));
    const isFull = waiting >= waitingMax && !longerLine(key);
    let farthest: TooFar | undefined;
    for (const turns of choices) {
      const wantedMs = foreseenMs(turns, nowMs);
      const isTooFar = wantedMs > soonMs && !bookings.isDue(turns.name, nowMs);
      if ((isTooFar || isFull) && wantedMs >= (farthest?.wantedMs ?? 0)) {
        farthest = { wantedMs, turns };
      }
    }
    return farthest;
  }

  /** Each of those who are refused is told a time of its own, or all would come again at once. */
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

  /** Lets those begin whose turn it is, until all places are taken or the others wait for something that is busy. */
  function advance(): void {
    while (running < atOnce && waiting > 0) {
      let next: Waiting | undefined;
      for (const [key, line] of lines) {
        const index = line.findIndex(({ alone }) => alone === undefined || !busy.has(alone));
        if (index === -1) continue;
        next = take(line, index);
        // To the end of the turns.
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

    /** The function that ends the turn: at once where a place is free, else a promise of it. */
    enter(key: string, alone?: string): Leave | Promise<Leave> {
      const far = tooFar(key, alone);
      if (far) throw refusal(far);
      arrived(key, alone);
      if (isFree(alone)) return begin(alone);
      if (waiting >= waitingMax) {
        const last = longerLine(key)?.at(-1);
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
