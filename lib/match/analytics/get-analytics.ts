import { RoomkeeperError } from "@/lib/core/errors";
import { isTimeZone } from "@/lib/core/time-zone";
import type { Context } from "@/lib/runtime/context";
import { inTransaction } from "@/lib/runtime/transaction";
import { cachedFigures } from "./cached-figures";
import type { Analytics } from "./figures";
import { type PeriodName, periodAt } from "./period";
import { readFigures } from "./read-figures";
import { ROOMS_STATE } from "./statements";

/**
 * All statements see the same snapshot, so that parts add up to totals while people rate. JIT is off, because compiling a statement takes
 * longer than running it. With this work_mem, a large room is sorted in memory and not on disk.
 */
const SNAPSHOT =
  "set transaction isolation level repeatable read read only; set local jit = off; set local work_mem = '48MB'";

interface RoomsStateRow {
  now: Date;
  opened_ms: string | null;
  state: string;
}

export interface AnalyticsInput {
  period: PeriodName;
  /** IANA name. */
  timeZone: string;
  /** `everyone` is for admins. */
  whose: "mine" | "everyone";
  /** The time at which the periods end. The default is the database's time. */
  now?: Date;
}

/** Returns the figures of all rooms of the actor or, for an admin, of everybody. */
export async function getAnalytics(ctx: Context, input: AnalyticsInput): Promise<Analytics> {
  const { actor } = ctx;
  if (actor.kind !== "person") {
    throw new RoomkeeperError("unauthorized", "Sign in to read the figures of your rooms.");
  }
  if (actor.banned) {
    throw new RoomkeeperError("banned", "This account may not manage rooms here.");
  }
  if (input.whose === "everyone" && actor.role !== "admin") {
    throw new RoomkeeperError("not_found", "There is no such page.");
  }
  return readAnalytics(ctx, actor.id, input, input.whose === "everyone" ? null : actor.id, null);
}

const underWay = new Map<string, Promise<Analytics>>();

/**
 * Returns the figures of one owner, of everybody or of one room. The caller checks the policy. Equal requests share one query, a person
 * has one query at a time, and all these queries use a separate pool, so that game servers never wait for them. Throws `overloaded` if
 * the query cannot start soon.
 * @param askerId the person who asks
 */
export async function readAnalytics(
  ctx: Context,
  askerId: string,
  input: Omit<AnalyticsInput, "whose">,
  ownerId: string | null,
  roomId: string | null,
): Promise<Analytics> {
  if (!isTimeZone(input.timeZone)) {
    throw new RoomkeeperError("invalid_request", "That is not a time zone of the IANA database.");
  }
  const { admission } = ctx.services;
  const asked = JSON.stringify([ownerId, roomId, input.period, input.timeZone, input.now ?? null]);
  const shared = underWay.get(asked);
  if (shared) return shared;
  const turn = { lane: "heavy", key: askerId, alone: askerId } as const;
  const run = admission.run(turn, () => countOnce(ctx, input, ownerId, roomId));
  underWay.set(asked, run);
  try {
    return await run;
  } finally {
    underWay.delete(asked);
  }
}

function countOnce(
  ctx: Context,
  input: Omit<AnalyticsInput, "whose">,
  ownerId: string | null,
  roomId: string | null,
): Promise<Analytics> {
  return inTransaction(ctx.services.analyticsPool, async (db) => {
    await db.query(SNAPSHOT);
    const found = await db.query<RoomsStateRow>(ROOMS_STATE, [ownerId, roomId]);
    const [row] = found.rows;
    const opened = row?.opened_ms ?? null;
    const period = periodAt(input.period, input.timeZone, input.now ?? row?.now ?? new Date(0));
    const firstOpenedMs = opened === null ? null : Number(opened);
    const cacheKey = JSON.stringify([ownerId, roomId, firstOpenedMs, period]);
    const figures = await cachedFigures(cacheKey, row?.state ?? "", () =>
      readFigures(db, { ownerId, roomId, firstOpenedMs }, period),
    );
    return { ...figures, hasRooms: opened !== null };
  });
}
