import pg from "pg";
import { monotonicMs } from "@/lib/core/clock";
import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import { type ConnectionMode, detectConnectionMode } from "./connection-mode";
import { DatabaseClient, type DatabaseClientOptions, READ_ONLY } from "./database-client";
import { jsonColumns } from "./json-columns";

/** Codes for a named statement that the session does not have, or has with another text. They mean that a pooler switches sessions. */
const FOREIGN_STATEMENT = new Set(["26000", "42P05"]);

export interface PoolLimits {
  connectionsMax?: number;
  /** The most time that one statement may take. */
  statementMs?: number;
  /** The most time that a statement waits for a lock. */
  lockMs?: number;
  /** The most time that a caller waits for a connection. */
  waitMs?: number;
}

/** The time limits of a session, sent as startup parameters. A pooler refuses these, so they are sent only without one. */
const sessionLimits = (statementMs: number, lockMs: number) => ({
  statement_timeout: statementMs,
  lock_timeout: lockMs,
  idle_in_transaction_session_timeout: LIMITS.statementMs,
});

/** Behind a pooler, the role has the same limits (`limitRole`). This limit of the client applies if the role could not be changed. */
const pooledLimits = (statementMs: number, lockMs: number) => ({
  query_timeout: statementMs + lockMs,
});

/** The messages of pg-pool when no connection became free in time or a new one took too long to open. */
const WAITED = new Set([
  "timeout exceeded when trying to connect",
  "Connection terminated due to connection timeout",
]);

/** The database counts as reachable for this time after its last answer: the time limits of a lock and of a connection together. */
const LATELY_MS = LIMITS.lockMs + LIMITS.poolWaitMs;

type Acquire = (error: Error | undefined, client?: pg.PoolClient, done?: () => void) => void;

/**
 * The connection pool of the process. Before the first connection it finds out whether there is a pooler; behind a pooler it uses no
 * features of a session. It does not reuse a connection whose session is read-only. If no connection becomes free in time, the error says
 * whether the database is overloaded or does not answer.
 */
export class DatabasePool extends pg.Pool {
  #way: ConnectionMode | undefined;
  #detecting: Promise<ConnectionMode> | undefined;
  #era = 0;
  #answeredMs = Number.NEGATIVE_INFINITY;
  readonly #limits: Required<PoolLimits>;
  readonly #openedIn = new WeakMap<object, number>();
  readonly #url: string;
  readonly #listeners = new Set<() => void>();

  constructor(url: string, given: PoolLimits = {}) {
    const { connectionsMax = LIMITS.poolConnectionsMax } = given;
    const { statementMs = LIMITS.statementMs, lockMs = LIMITS.lockMs } = given;
    const { waitMs = LIMITS.poolWaitMs } = given;
    super({
      Client: DatabaseClient as unknown as typeof pg.Client,
      connectionString: url,
      max: connectionsMax,
      connectionTimeoutMillis: waitMs,
      application_name: "roomkeeper",
      types: jsonColumns,
    } as pg.PoolConfig);
    this.#url = url;
    this.#limits = { connectionsMax, statementMs, lockMs, waitMs };
    Object.assign(this.options, { onErrorCode: (code: string) => this.#heed(code) });
    // Without a listener, a database server that stops would end this process.
    this.on("error", () => {});
    this.on("connect", (client) => {
      this.#answeredMs = monotonicMs();
      this.#openedIn.set(client, this.#era);
    });
    this.on("release", (error, client) => {
      if (!error) this.#answeredMs = monotonicMs();
      const isOld = this.#openedIn.get(client) !== this.#era;
      // The pool does not reuse a connection that is ending.
      if (isOld || (client as unknown as DatabaseClient).isReadOnly) client.end().catch(() => {});
    });
  }

  /** Resolves with how the database is reached, directly or through a pooler. Rejects while it does not answer. */
  way(): Promise<ConnectionMode> {
    if (this.#way) return Promise.resolve(this.#way);
    this.#detecting ??= detectConnectionMode(this.#url).then(
      (way) => this.#follow(way),
      (error) => {
        this.#detecting = undefined;
        throw error;
      },
    );
    return this.#detecting;
  }

  /** Calls `onReadOnly` whenever a write was refused because its session is read-only. */
  onReadOnly(onReadOnly: () => void): void {
    this.#listeners.add(onReadOnly);
  }

  /** Replaces all connections: closes idle ones immediately and others when they are released. */
  async renew(): Promise<void> {
    this.#era += 1;
    for (let closed = 0; this.idleCount > 0 && closed < this.options.max; closed += 1) {
      const client = await super.connect();
      client.release(true);
    }
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Acquire): void;
  override connect(callback?: Acquire): Promise<pg.PoolClient> | undefined {
    const plain = super.connect.bind(this) as (callback?: Acquire) => Promise<pg.PoolClient>;
    const connect = (told?: Acquire) =>
      told
        ? plain((error, client, done) => told(error && this.#named(error), client, done))
        : plain().catch((error: Error) => Promise.reject(this.#named(error)));
    if (this.#way || this.ending) return connect(callback);
    if (!callback) return this.way().then(() => connect());
    this.way().then(
      () => void connect(callback),
      (error) => callback(error),
    );
    return undefined;
  }

  #follow(way: ConnectionMode): ConnectionMode {
    this.#way = way;
    this.#detecting = undefined;
    const options: DatabaseClientOptions = { allowsNamedStatements: way === "direct" };
    const { statementMs, lockMs } = this.#limits;
    const session = sessionLimits(statementMs, lockMs);
    const pooled = pooledLimits(statementMs, lockMs);
    const limits = way === "direct" ? session : pooled;
    for (const name of Object.keys({ ...session, ...pooled })) {
      Reflect.deleteProperty(this.options, name);
    }
    Object.assign(this.options, options, limits);
    return way;
  }

  #named(error: Error): Error {
    if (!WAITED.has(error.message) || monotonicMs() - this.#answeredMs > LATELY_MS) return error;
    const message = "Too many requests arrived at once. Try again in a moment.";
    return new RoomkeeperError("overloaded", message, { retryAfterSeconds: 1 }, error);
  }

  #heed(code: string): void {
    if (code === READ_ONLY) for (const onReadOnly of this.#listeners) onReadOnly();
    if (FOREIGN_STATEMENT.has(code) && this.#way === "direct") {
      this.#follow("pooled");
      void this.renew().catch(() => {});
    }
  }
}
