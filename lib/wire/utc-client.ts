import pg from "pg";

/** What pg sends when a connection begins; its types do not name it. */
interface Startup {
  getStartupConf(): Record<string, string>;
}

const startup = pg.Client.prototype as unknown as Startup;

/**
 * A connection whose session runs in UTC with ISO dates, whatever the machine, the database or the role is set to. Days then have
 * 24 hours in the database's arithmetic, and Prisma's adapter, which drops a time's offset, reads the right instant. Both are
 * startup parameters that poolers such as PgBouncer pass on.
 */
export class UtcClient extends pg.Client {
  getStartupConf(): Record<string, string> {
    return { ...startup.getStartupConf.call(this), TimeZone: "UTC", DateStyle: "ISO, MDY" };
  }
}
