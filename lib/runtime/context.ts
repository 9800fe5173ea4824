import type { PoolClient } from "pg";
import type { Actor } from "@/lib/core/actor";
import type { Services } from "./services";

/** The first argument of every verb: the actor, the request id for the log and the reply, and the services of the process. */
export interface Context {
  actor: Actor;
  requestId: string;
  /** The database and the other services of this process. */
  services: Services;
  /** Set if the verb must run in the caller's transaction. */
  transaction?: OpenTransaction;
}

/** A transaction that the caller began and will end. */
export interface OpenTransaction {
  db: PoolClient;
  /** Runs after the transaction has ended, also after a rollback. Audit rows of refusals are written here. */
  afterwards: (() => Promise<unknown>)[];
}

/** The context of something that no person and no token asked for, such as a command or the sweeper. */
export function systemContext(services: Services, name: string, requestId: string): Context {
  return { actor: { kind: "system", name }, requestId, services };
}
