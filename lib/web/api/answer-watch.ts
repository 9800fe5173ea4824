import type { ErrorCode } from "@/lib/core/errors";
import { log } from "@/lib/runtime/log";
import { codesOf, statusesOf } from "./answers-of";
import type { AnyOperation } from "./api-operation";

/** An answer that an operation gave. */
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

/** Tells `watcher` of every answer until the returned function is called; for tests, which fail on one that is not described. */
export function watchAnswers(watcher: Watcher): () => void {
  shared[KEY] ??= new Set();
  shared[KEY].add(watcher);
  return () => shared[KEY]?.delete(watcher);
}

/** Compares an answer with the description. A gap in it is an error of ours, and no reason to fail a caller. */
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
