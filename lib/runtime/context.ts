import type { PoolClient } from "pg";
import type { Actor } from "@/lib/core/actor";
import type { Process } from "./process-context";

/** What every verb is given beside its input: who asks, the request id for the log and the reply, and what it works with. */
export interface Context {
  actor: Actor;
  requestId: string;
  /** The database and the other services of this process. */
  services: Process;
  /** Set when the verb is part of something larger that happens as a whole or not at all. */
  transaction?: OpenTransaction;
}

/** A transaction that somebody else began and will end. */
export interface OpenTransaction {
  db: PoolClient;
  /** What is written when it has ended, whichever way: refusals must outlive a rollback. */
  afterwards: (() => Promise<unknown>)[];
}
