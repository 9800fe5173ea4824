import type { Context } from "@/lib/core/context";
import { RoomkeeperError } from "@/lib/core/errors";
import { processContext } from "@/lib/wire/process-context";
import type { Analytics } from "./figures";
import { type PeriodName, periodAt } from "./period";
import { readFigures } from "./read-figures";
import { HOUSE } from "./statements";
import { isTimeZone } from "./time-zone";

export interface AnalyticsInput {
  period: PeriodName;
  /** IANA name. */
  timeZone: string;
  /** `everyone` is for admins. */
  whose: "mine" | "everyone";
  /** The moment the figures are read at; the database's own time when absent. */
  now?: Date;
}

/** The figures of all rooms of the person who asks, or of everybody's for an admin. */
export async function getAnalytics(ctx: Context, input: AnalyticsInput): Promise<Analytics> {
  const { actor } = ctx;
  if (actor.kind !== "person") {
    throw new RoomkeeperError("unauthorized", "Sign in to read the figures of your rooms.");
  }
  if (actor.banned) {
    throw new RoomkeeperError("banned", "This account may not look after rooms here.");
  }
  if (input.whose === "everyone" && actor.role !== "admin") {
    throw new RoomkeeperError("not_found", "There is no such page.");
  }
  return readAnalytics(input, input.whose === "everyone" ? null : actor.id, null);
}

/** The figures of one owner, everybody or one room, at the moment asked for. Policy is the caller's. */
export async function readAnalytics(
  input: Omit<AnalyticsInput, "whose">,
  ownerId: string | null,
  roomId: string | null,
): Promise<Analytics> {
  if (!isTimeZone(input.timeZone)) {
    throw new RoomkeeperError("invalid_request", "That is no time zone of the IANA database.");
  }
  const { pool } = processContext();
  const { rows } = await pool.query<{ now: Date; opened_ms: string | null }>(HOUSE, [
    ownerId,
    roomId,
  ]);
  const opened = rows[0]?.opened_ms ?? null;
  const period = periodAt(input.period, input.timeZone, input.now ?? rows[0]?.now ?? new Date(0));
  const firstOpenedMs = opened === null ? null : Number(opened);
  const figures = await readFigures(pool, { ownerId, roomId, firstOpenedMs }, period);
  return { ...figures, hasRooms: opened !== null };
}
