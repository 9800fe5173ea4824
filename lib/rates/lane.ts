import { monotonicMs } from "@/lib/core/clock";
import { LIMITS } from "@/lib/core/limits";
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
const BOOKED_KEYS_MAX = 10_000;

/** One kind of work: a line for each caller, who take turns; of what must go alone, one at a time. */
export function createLane({ atOnce, waitingMax, soonMs, waitMs }: LaneOptions) {
  /** In the order of their turns. */
  const lines = new Map<string, Waiting[]>();
  /** What only one may be at, and is, since when. */
  const busy = new Map<string, number>();
  const waitingFor = new Map<string, number>();
  /** Until when the turns of a caller are spoken for by those who were told to come again. */
  const booked = new Map<string, number>();
  let running = 0;
  let waiting = 0;
  let serviceMs = FIRST_SERVICE_MS;
  let lastBegunMs = 0;

  /** What one piece of work takes: as measured, or longer while those that run take longer. */
  function serviceNowMs(nowMs: number): number {
    return running < atOnce ? serviceMs : Math.max(serviceMs, nowMs - lastBegunMs);
  }

  /** After how long a newcomer would begin. */
  function foreseenMs(key: string, alone: string | undefined): number {
    const nowMs = monotonicMs();
    const own = (lines.get(key)?.length ?? 0) + 1;
    let ahead = 0;
    for (const line of lines.values()) ahead += Math.min(line.length, own);
    const inLaneMs = ((ahead + 1) / atOnce) * serviceNowMs(nowMs);
    const since = alone === undefined ? undefined : busy.get(alone);
    if (alone === undefined || since === undefined) return inLaneMs;
    const aheadForIt = (waitingFor.get(alone) ?? 0) + 1;
    return Math.max(inLaneMs, aheadForIt * Math.max(serviceMs, nowMs - since));
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

  function wouldRefuse(key: string, alone: string | undefined): number | null {
    const isFree = running < atOnce && (alone === undefined || !busy.has(alone));
    if (isFree) return null;
    const wantedMs = foreseenMs(key, alone);
    if (wantedMs <= soonMs && (waiting < waitingMax || longerLine(key))) return null;
    return wantedMs;
  }

  /** Each of those who are refused is told a time of its own, or all would come again at once. */
  function refusal(key: string, wantedMs: number): Error {
    const nowMs = monotonicMs();
    const turnMs = (serviceNowMs(nowMs) * Math.max(1, lines.size)) / atOnce;
    const lastMs = nowMs + LIMITS.admissionRetrySecondsMax * 1000;
    const atMs = Math.min(Math.max(booked.get(key) ?? 0, nowMs + wantedMs) + turnMs, lastMs);
    booked.delete(key);
    booked.set(key, atMs);
    if (booked.size > BOOKED_KEYS_MAX) {
      const [oldest] = booked.keys();
      if (oldest !== undefined) booked.delete(oldest);
    }
    return overloaded(atMs - nowMs);
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
    entry.refuse(refusal(entry.key, soonMs));
  }

  return {
    check(key: string, alone?: string): void {
      const wantedMs = wouldRefuse(key, alone);
      if (wantedMs !== null) throw refusal(key, wantedMs);
    },

    /** The function that ends the turn: at once where a place is free, else a promise of it. */
    enter(key: string, alone?: string): Leave | Promise<Leave> {
      if (running < atOnce && (alone === undefined || !busy.has(alone))) return begin(alone);
      const wantedMs = wouldRefuse(key, alone);
      if (wantedMs !== null) throw refusal(key, wantedMs);
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
