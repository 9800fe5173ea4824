import type pg from "pg";
import { UtcClient } from "./utc-client";

/** What a connection of the pool is opened with, beside pg's own settings. */
export interface DatabaseClientOptions extends pg.ClientConfig {
  /** Whether statements may keep their names; the session behind the connection then has to stay the same. */
  keepsNames?: boolean;
  /** Told the code of every error that the database answers with. */
  onRefusal?: (code: string) => void;
}

/** A write was refused because the session may only read. https://www.postgresql.org/docs/current/errcodes-appendix.html */
export const READ_ONLY = "25006";

interface Wire {
  on(event: "errorMessage", listener: (message: { code?: string }) => void): void;
}

/** A connection of the pool: the one place that decides whether a statement is prepared under its name. */
export class DatabaseClient extends UtcClient {
  /** Set once a write was refused because this session may only read. It may stay so for as long as it lives. */
  isReadOnly = false;

  constructor(options: DatabaseClientOptions) {
    super(options);
    const { connection } = this as unknown as { connection: Wire };
    connection.on("errorMessage", ({ code = "" }) => {
      if (code === READ_ONLY) this.isReadOnly = true;
      options.onRefusal?.(code);
    });
    if (options.keepsNames) return;
    const query = this.query.bind(this) as (...given: unknown[]) => unknown;
    Object.assign(this, {
      query: (statement: unknown, ...rest: unknown[]) => query(withoutName(statement), ...rest),
    });
  }
}

function withoutName(statement: unknown): unknown {
  const isNamed = typeof statement === "object" && statement !== null && "name" in statement;
  return isNamed ? { ...statement, name: undefined } : statement;
}
