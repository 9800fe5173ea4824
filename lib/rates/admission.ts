import { LIMITS } from "@/lib/core/limits";
import { createLane, type LaneOptions } from "./lane";

/** How many operations of each kind run at once. Together they leave connections for everything else that the process does. */
const AT_ONCE = {
  /** Saves, deletions and all other writes that hold a connection. */
  write: LIMITS.writesAtOnceMax,
  /** Ratings and batches: many of them share a few statements. */
  append: LIMITS.appendsAtOnceMax,
  /** Reads of one room or one token. */
  read: LIMITS.readsAtOnceMax,
  /** Lists and searches. */
  list: LIMITS.listsAtOnceMax,
  page: LIMITS.pagesAtOnceMax,
  /** Figures, which have their own connections, and downloads. */
  heavy: LIMITS.analyticsConnectionsMax,
};

export type Lane = keyof typeof AT_ONCE;

/** Figures and downloads wait as long as a page may take. */
const PATIENT = {
  waitingMax: LIMITS.heavyWaitingMax,
  soonMs: LIMITS.heavySoonMs,
  waitMs: LIMITS.heavySoonMs,
};

export interface Asked {
  lane: Lane;
  /** The caller: a token chain, a person or a network. All callers get equal shares. */
  key: string;
  /**
   * Requests with the same value run one after the other. For a write it is the room, because otherwise writes that wait for the
   * room's row would hold every connection; for figures it is the person.
   */
  alone?: string;
}

/**
 * Limits the work that reaches the database. Each kind of work has its lane, each caller has a queue in the lane, and the queues take
 * turns. Work that could not start soon is refused immediately with `overloaded` and a time to retry, so accepted work is quick.
 */
export interface Admission {
  /** Throws `overloaded` if `run` would throw it. This check is cheap, so it is made before the body is read. */
  check(asked: Asked): void;
  /** Does the work in its turn. Throws `overloaded` immediately if the turn would come too late. */
  run<T>(asked: Asked, work: () => Promise<T>): Promise<T>;
  /** How many operations run and how many wait. */
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
