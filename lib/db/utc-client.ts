import pg from "pg";

/** The method of pg that makes the startup parameters; it is missing in pg's types. */
interface Startup {
  getStartupConf(): Record<string, string>;
}

const startup = pg.Client.prototype as unknown as Startup;

/**
 * A connection whose session uses UTC and ISO dates, regardless of the settings of the machine, the database or the role. With UTC, every
 * day has 24 hours in the database's calculations, and Prisma's adapter, which drops the offset of a time, reads the right instant.
 * Poolers such as PgBouncer pass on both startup parameters.
 */
export class UtcClient extends pg.Client {
  getStartupConf(): Record<string, string> {
    return { ...startup.getStartupConf.call(this), TimeZone: "UTC", DateStyle: "ISO, MDY" };
  }
}
