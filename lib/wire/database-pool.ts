import pg from "pg";
import { monotonicMs } from "@/lib/core/clock";
import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import { DatabaseClient, type DatabaseClientOptions, READ_ONLY } from "./database-client";
import { detectWay, type Way } from "./detect-way";
import { jsonColumns } from "./json-columns";

/** A named statement that a session does not know, or knows as another: sessions are being exchanged under us. */
const FOREIGN_STATEMENT = new Set(["26000", "42P05"]);

export interface PoolLimits {
  connectionsMax?: number;
  /** How long one statement may take. */
  statementMs?: number;
  /** How long a statement waits for a lock. */
  lockMs?: number;
  /** How long a caller waits for a connection. */
  waitMs?: number;
}

/** Sent when a connection begins, where a session is ours alone. A pooler refuses them. */
const sessionLimits = (statementMs: number, lockMs: number) => ({
  statement_timeout: statementMs,
  lock_timeout: lockMs,
  idle_in_transaction_session_timeout: LIMITS.statementMs,
});

/** Through a pooler the role keeps the same limits (`limitRole`), and the client has this one for when it may not. */
const pooledLimits = (statementMs: number, lockMs: number) => ({
  query_timeout: statementMs + lockMs,
});

/** What pg-pool says when no connection came free in time, and when a new one took too long to open. */
const WAITED = new Set([
  "timeout exceeded when trying to connect",
  "Connection terminated due to connection timeout",
]);

/** How long ago an answer may be for the database to be there still: what a statement may wait for a lock, and a caller for it. */
const LATELY_MS = LIMITS.lockMs + LIMITS.poolWaitMs;

type Acquire = (error: Error | undefined, client?: pg.PoolClient, done?: () => void) => void;

/**
 * The process's connections. Before the first one it finds out whether a pooler is in between, and then does without what rests
 * on a session. A connection whose session turned out to be read-only is not used again. Where no connection came free in time
 * it says why: too much is asked of a database that answers, or it does not answer.
 */
export class DatabasePool extends pg.Pool {
  #way: Way | undefined;
  #detecting: Promise<Way> | undefined;
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
    Object.assign(this.options, { onRefusal: (code: string) => this.#heed(code) });
    // Without a listener a stopping server would end the process.
    this.on("error", () => {});
    this.on("connect", (client) => {
      this.#answeredMs = monotonicMs();
      this.#openedIn.set(client, this.#era);
    });
    this.on("release", (error, client) => {
      if (!error) this.#answeredMs = monotonicMs();
      const isOld = this.#openedIn.get(client) !== this.#era;
      // The pool does not take back a connection that is ending.
      if (isOld || (client as unknown as DatabaseClient).isReadOnly) client.end().catch(() => {});
    });
  }

  /** How the database is reached. Rejects while it does not answer. */
  way(): Promise<Way> {
    if (this.#way) return Promise.resolve(this.#way);
    this.#detecting ??= detectWay(this.#url).then(
      (way) => this.#follow(way),
      (error) => {
        this.#detecting = undefined;
        throw error;
      },
    );
    return this.#detecting;
  }

  /** Calls `onReadOnly` whenever a write was refused because its session may only read. */
  onReadOnly(onReadOnly: () => void): void {
    this.#listeners.add(onReadOnly);
  }

  /** Lets no session be used again that began before now: idle ones are closed at once, others when they come back. */
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

  #follow(way: Way): Way {
    this.#way = way;
    this.#detecting = undefined;
    const options: DatabaseClientOptions = { keepsNames: way === "direct" };
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
    const words = "Too many requests came at once. Try again in a moment.";
    return new RoomkeeperError("overloaded", words, { retryAfterSeconds: 1 }, error);
  }

  #heed(code: string): void {
    if (code === READ_ONLY) for (const onReadOnly of this.#listeners) onReadOnly();
    if (FOREIGN_STATEMENT.has(code) && this.#way === "direct") {
      this.#follow("pooled");
      void this.renew().catch(() => {});
    }
  }
}
