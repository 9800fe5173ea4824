import { LIMITS } from "@/lib/core/limits";
import { createLane, type LaneOptions } from "./lane";

/** How many of each kind of work run at once; together they leave connections for whatever else the process does. */
const AT_ONCE = {
  /** Saves, deletions and all that holds a connection while it writes. */
  write: LIMITS.writesAtOnceMax,
  /** Ratings and batches: the database sees few statements for many of them. */
  append: LIMITS.appendsAtOnceMax,
  /** One room or one token. */
  read: LIMITS.readsAtOnceMax,
  /** Lists and searches. */
  list: LIMITS.listsAtOnceMax,
  page: LIMITS.pagesAtOnceMax,
  /** Figures, which have connections of their own, and what a person downloads. */
  heavy: LIMITS.analyticsConnectionsMax,
};

export type Lane = keyof typeof AT_ONCE;

/** Who looks at figures or downloads a file waits as long as a page may take. */
const PATIENT = {
  waitingMax: LIMITS.heavyWaitingMax,
  soonMs: LIMITS.heavySoonMs,
  waitMs: LIMITS.heavySoonMs,
};

export interface Asked {
  lane: Lane;
  /** Whose it is: a family of tokens, a person or a network. Everybody has the same share. */
  key: string;
  /**
   * What one may be at a time: the room that is written to, or those that wait for its row would hold every connection; the
   * person whose figures are counted.
   */
  alone?: string;
}

/**
 * What stands before the database: each kind of work has its lane, each caller a line in it, and they take turns. What cannot be
 * begun soon is refused at once with `overloaded` and the time after which it can; so what is accepted is quick.
 */
export interface Admission {
  /** Throws `overloaded` when `run` would. Costs nothing, so it is asked before a body is read. */
  check(asked: Asked): void;
  /** Does the work when it is its turn. Throws `overloaded` at once when that is too far away. */
  run<T>(asked: Asked, work: () => Promise<T>): Promise<T>;
  /** How many run and how many wait. */
  load(lane: Lane): { running: number; waiting: number };
}

export type AdmissionOptions = Partial<Omit<LaneOptions, "atOnce">> & {
  atOnce?: Partial<Record<Lane, number>>;
};

export function createAdmission({ atOnce = {}, ...options }: AdmissionOptions = {}): Admission {
  const lanes = Object.fromEntries(
    Object.entries({ ...AT_ONCE, ...atOnce }).map(([name, most]) => [
      name,
      createLane({
        waitingMax: LIMITS.admissionWaitingMax,
        soonMs: LIMITS.admissionSoonMs,
        waitMs: LIMITS.admissionWaitMs,
        ...(name === "heavy" ? PATIENT : {}),
        ...options,
        atOnce: most,
      }),
    ]),
  ) as Record<Lane, ReturnType<typeof createLane>>;
  return {
    check({ lane, key, alone }) {
      lanes[lane].check(key, alone);
    },
    async run({ lane, key, alone }, work) {
      const entered = lanes[lane].enter(key, alone);
      const leave = entered instanceof Promise ? await entered : entered;
      try {
        return await work();
      } finally {
        leave();
      }
    },
    load: (lane) => lanes[lane].load(),
  };
}
