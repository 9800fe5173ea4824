import { recordRefusal } from "@/lib/audit/record-refusal";
import { RoomkeeperError, statusOf } from "@/lib/core/errors";
import { asRoomkeeperError } from "@/lib/db/database-failure";
import type { BatchResult } from "@/lib/match/batch-schema";
import { type BatchOperation, type BatchOutcome, runBatch } from "@/lib/match/run-batch";
import type { Context } from "@/lib/runtime/context";
import { log } from "@/lib/runtime/log";
import { logCounted } from "@/lib/web/pages/counted-log";
import { problemOf } from "./problem";

/** Runs a batch. Resolves with the result that each operation would have as a single request, in the same order. */
export async function batchResults(
  ctx: Context,
  operations: readonly (BatchOperation | RoomkeeperError)[],
): Promise<BatchResult[]> {
  const fit = operations.filter((one): one is BatchOperation => !(one instanceof RoomkeeperError));
  const outcomes = await runBatch(ctx, { operations: fit });
  const results: BatchResult[] = [];
  for (const operation of operations) {
    const outcome = operation instanceof RoomkeeperError ? { error: operation } : outcomes.shift();
    results.push(await resultOf(ctx, outcome as BatchOutcome));
  }
  return results;
}

async function resultOf(ctx: Context, outcome: BatchOutcome): Promise<BatchResult> {
  if (!("error" in outcome)) {
    const { status, metadata, takenBack } = outcome;
    return {
      status,
      ...(metadata === undefined ? {} : { _metadata: metadata }),
      ...(takenBack === undefined ? {} : { takenBack }),
    };
  }
  const error = asRoomkeeperError(outcome.error);
  const status = statusOf(error.code);
  const facts = { requestId: ctx.requestId, action: "batch", err: error };
  if (error.code === "unavailable" || error.code === "overloaded") {
    logCounted("error", error.code, facts);
  } else if (status >= 500) log().error(facts, error.code);
  if (error.code === "forbidden" && ctx.actor.kind === "token") {
    const { spaceId } = ctx.actor;
    const note = () => recordRefusal(ctx, { action: "batch", code: error.code, spaceId });
    if (ctx.transaction) ctx.transaction.afterwards.push(note);
    else await note();
  }
  return { status, problem: { ...problemOf(error, ctx.requestId) } };
}
