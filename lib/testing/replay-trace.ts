import type { SerializedRoom } from "@/lib/match/room";
import type { RecordedSave } from "./recorded-moviematch";

/** The result of a save: `accepted`, or the code of its refusal. */
export interface ReplayedSave {
  seq: number;
  outcome: string;
}

/**
 * Repeats every call of a trace with the recorded overlap, in the order in which the calls arrived, or in which the server sent them: a
 * call starts when all calls that had ended before it have ended, and not before the calls in front of it have started. Real time does not
 * matter, so it runs as fast as the storage.
 */
export async function replayTrace(
  trace: readonly RecordedSave[],
  order: "arrivedAt" | "sentAt",
  save: (room: SerializedRoom) => Promise<void>,
): Promise<ReplayedSave[]> {
  const running = new Map<number, { doneAt: number; ended: Promise<unknown> }>();
  const results: Promise<ReplayedSave>[] = [];
  for (const { seq, doneAt, body, [order]: startAt } of trace.toSorted(
    (a, b) => a[order] - b[order],
  )) {
    for (const [earlier, call] of running) {
      if (call.doneAt > startAt) continue;
      await call.ended;
      running.delete(earlier);
    }
    const result = save(body).then(
      () => ({ seq, outcome: "accepted" }),
      (error: { code?: string }) => ({ seq, outcome: error.code ?? String(error) }),
    );
    running.set(seq, { doneAt, ended: result });
    results.push(result);
  }
  return Promise.all(results);
}

/** The largest number of simultaneous saves of one room. */
export function overlapOf(trace: readonly RecordedSave[]): number {
  const at = (save: RecordedSave) =>
    trace.filter(
      (other) =>
        other.body.roomName === save.body.roomName &&
        other.sentAt <= save.sentAt &&
        other.doneAt > save.sentAt,
    ).length;
  return Math.max(...trace.map(at));
}
