import pg from "pg";

/** The method of pg that makes the startup message; pg's types lack it. */
interface Startup {
  getStartupConf(): Record<string, string>;
}

const startup = pg.Client.prototype as unknown as Startup;

/**
 * A connection whose session uses UTC and ISO dates, regardless of the settings of the machine, the database or the role. So days have
 * 24 hours in the database's arithmetic, and Prisma's adapter, which drops the offset of a time, reads the right instant. Poolers such
 * as PgBouncer pass both startup parameters on.
 */
export class UtcClient extends pg.Client {
  getStartupConf(): Record<string, string> {
    return { ...startup.getStartupConf.call(this), TimeZone: "UTC", DateStyle: "ISO, MDY" };
  }
}
