import type { ErrorCode } from "@/lib/core/errors";
import { log } from "@/lib/runtime/log";
import { codesOf, statusesOf } from "./answers-of";
import type { AnyOperation } from "./api-operation";

/** A reply of an operation. */
export interface Answer {
  action: string;
  method: string;
  status: number;
  code: ErrorCode | undefined;
  isDescribed: boolean;
}

type Watcher = (answer: Answer) => void;
const shared = globalThis as { [KEY]?: Set<Watcher> };
const KEY: unique symbol = Symbol.for("roomkeeper.answer-watchers") as never;

/**
 * Calls `watcher` for every reply until the returned function is called. For tests, which fail if a reply does not match the API's
 * description.
 */
export function watchAnswers(watcher: Watcher): () => void {
  shared[KEY] ??= new Set();
  shared[KEY].add(watcher);
  return () => shared[KEY]?.delete(watcher);
}

/** Passes a reply to the watchers. Their errors do not affect the caller. */
export function watchAnswer(
  operation: AnyOperation,
  method: string,
  status: number,
  code: ErrorCode | undefined,
): void {
  const isDescribed =
    code === undefined
      ? statusesOf(operation, method).includes(status)
      : codesOf(operation, method).includes(code);
  const { action } = operation;
  if (!isDescribed) log().error({ action, method, status, code }, "an answer is not described");
  for (const watcher of shared[KEY] ?? []) {
    watcher({ action, method, status, code, isDescribed });
  }
}
