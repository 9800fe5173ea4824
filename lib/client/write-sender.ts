import { newId } from "@/lib/core/ids";
import { StorageError } from "@/lib/core/storage-error";
import { type ApiAnswer, type ApiCall, type ApiClient, problemError } from "./api-client";
import type { Write, WriteResult } from "./room-queue";

/** The result of sending one change: done, finally refused, or to be sent again. */
export type Sent =
  | { kind: "done"; result: WriteResult }
  | { kind: "refused"; error: unknown }
  | { kind: "again" };

interface BatchResult {
  status: number;
  takenBack?: boolean;
  problem?: { code?: string; detail?: string };
}

const AGAIN = new Set([429, 500, 503, 507]);

/** Saves and ratings are idempotent: processing them twice has the same result as once. Other changes must not be processed twice. */
export function isIdempotent({ op }: Write): boolean {
  return op === "save" || op === "rate";
}

/**
 * Sends changes of different rooms, several in one request. Changes that are not idempotent have an Idempotency-Key, the same for every
 * attempt, so that a lost reply does not delete or restore twice. The server processes a request with such a key in one transaction;
 * idempotent changes do not need that and are sent without a key.
 */
export function createWriteSender(api: ApiClient, attemptsMax: number) {
  /** Older servers do not support batches. */
  let supportsBatches = true;

  /** @param key the same for every attempt of the same writes */
  async function send(writes: readonly Write[], key: string): Promise<Sent[]> {
    const [first] = writes;
    if (!first) return [];
    const isSentAlone = first.op === "purge" || (writes.length === 1 && isIdempotent(first));
    if (isSentAlone || !supportsBatches) return Promise.all(writes.map(sendAlone));
    const headers = writes.every(isIdempotent) ? undefined : { "idempotency-key": key };
    try {
      const { body } = await api.call({
        method: "POST",
        path: "/batch",
        body: { operations: writes },
        attemptsMax,
        headers,
      });
      const { results } = body as { results: BatchResult[] };
      return writes.map((_, index) => sentOf(results[index]));
    } catch (error) {
      return afterFailure(writes, error);
    }
  }

  async function afterFailure(writes: readonly Write[], error: unknown): Promise<Sent[]> {
    const code = error instanceof StorageError ? error.code : undefined;
    if (code === "not_found" || code === "method_not_allowed") {
      supportsBatches = false;
      return Promise.all(writes.map(sendAlone));
    }
    // The server is still processing the first attempt, whose connection was lost.
    if (code === "idempotency_in_progress") return writes.map(() => ({ kind: "again" }));
    if (code === "body_too_large" && writes.length > 1) return Promise.all(writes.map(sendAlone));
    return writes.map(() => ({ kind: "refused", error }));
  }

  async function sendAlone(write: Write): Promise<Sent> {
    try {
      const answer = await api.call({ ...callOf(write), attemptsMax });
      return { kind: "done", result: resultOf(answer) };
    } catch (error) {
      return { kind: "refused", error };
    }
  }

  return { send };
}

function sentOf(result: BatchResult | undefined): Sent {
  if (!result) return { kind: "again" };
  const { status, takenBack, problem } = result;
  if (status < 400) return { kind: "done", result: takenBack === undefined ? {} : { takenBack } };
  if (AGAIN.has(status)) return { kind: "again" };
  return { kind: "refused", error: problemError(status, problem ?? {}) };
}

function resultOf({ body }: ApiAnswer): WriteResult {
  const takenBack = (body as { takenBack?: boolean } | null)?.takenBack;
  return takenBack === undefined ? {} : { takenBack };
}

/** The request of a change that is sent on its own. */
function callOf(write: Write): ApiCall {
  switch (write.op) {
    case "save": {
      const { room } = write;
      return { method: "PUT", path: "/room", query: { name: room.roomName }, body: room };
    }
    case "rate": {
      const { name, ratings } = write;
      return { method: "POST", path: "/room/ratings", query: { name }, body: { ratings } };
    }
    case "takeBack": {
      const { name, mediaId, userName } = write;
      return { method: "DELETE", path: "/room/ratings", query: { name, mediaId, userName } };
    }
    case "delete":
      return { method: "DELETE", path: "/room", query: { name: write.name } };
    case "restore": {
      const { name, createdAt } = write;
      const headers = { "idempotency-key": newId("ik") };
      return { method: "POST", path: "/room/restore", query: { name, createdAt }, headers };
    }
    case "purge":
      return {
        method: "DELETE",
        path: "/trash",
        query: { name: write.name, createdAt: write.createdAt },
      };
  }
}
