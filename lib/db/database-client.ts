import type pg from "pg";
import { UtcClient } from "./utc-client";

/** The options of a connection of the pool, in addition to pg's own. */
export interface DatabaseClientOptions extends pg.ClientConfig {
  /** Whether statements may have names. Names need a connection that keeps the same session. */
  allowsNamedStatements?: boolean;
  /** Called with the code of every error from the database. */
  onErrorCode?: (code: string) => void;
}

/** The code of a write that was refused because the session is read-only. https://www.postgresql.org/docs/current/errcodes-appendix.html */
export const READ_ONLY = "25006";

interface Wire {
  on(event: "errorMessage", listener: (message: { code?: string }) => void): void;
}

/** A connection of the pool. This is the only place that decides whether a statement keeps its name and so stays prepared. */
export class DatabaseClient extends UtcClient {
  /**
   * Whether a write was refused because this session is read-only. It stays set, because the session may stay read-only until it ends.
   */
  isReadOnly = false;

  constructor(options: DatabaseClientOptions) {
    super(options);
    const { connection } = this as unknown as { connection: Wire };
    connection.on("errorMessage", ({ code = "" }) => {
      if (code === READ_ONLY) this.isReadOnly = true;
      options.onErrorCode?.(code);
    });
    if (options.allowsNamedStatements) return;
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
