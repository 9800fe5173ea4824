import { LIMITS } from "./limits";

/** The start of the year 1 and the end of the year 9999. Between them, Postgres, JavaScript and ISO 8601 write times in the same way. */
export const EARLIEST_MS = -62_135_596_800_000;
export const LATEST_MS = 253_402_300_799_999;

/** Whether a number of milliseconds since 1970 is a time that can be stored and shown. */
export function isMoment(ms: number): boolean {
  return ms >= EARLIEST_MS && ms <= LATEST_MS;
}

const YEAR_2000_MS = Date.UTC(2000, 0, 1);

/**
 * Whether a number of milliseconds says when something happened. Some game servers send 0 or seconds, and a clock that was never set starts
 * in 1970; such a time is stored and shown as it was sent, but nothing over time counts it.
 */
export function isDated(ms: number): boolean {
  return ms >= YEAR_2000_MS && ms <= LATEST_MS;
}

/** A stored number of milliseconds as a time; a time that cannot be shown becomes the nearest one that can. */
export function momentOf(ms: number): Date {
  return new Date(Math.min(Math.max(ms, EARLIEST_MS), LATEST_MS));
}

/** The same in SQL, for a column of milliseconds. */
export function momentSql(column: string): string {
  return `to_timestamp(least(greatest(${column}, ${EARLIEST_MS}), ${LATEST_MS}) / 1000.0)`;
}

/**
 * The condition, in SQL, that a column of milliseconds is not more than a day ahead. A game server's clock may be wrong by years; such a
 * time is stored and shown as it was sent, but nothing is calculated with it.
 */
export function notFarAheadSql(column: string): string {
  return `${column} <= extract(epoch from now()) * 1000 + ${LIMITS.createdAheadMsMax}`;
}
