import { recordAudit } from "@/lib/audit/record-audit";
import type { CopyReport } from "@/lib/copy/copy-report";
import { copyRooms } from "@/lib/copy/copy-rooms";
import { sourceOfFiles } from "@/lib/copy/files-source";
import type { Context } from "@/lib/core/context";
import { type ErrorCode, RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import { sentenceOf } from "@/lib/jobs/run-job";
import { createPrismaMatchStorage } from "@/lib/storage/match-storage-prisma";
import { processContext } from "@/lib/wire/process-context";
import { dropFiles, keptFiles } from "./import-files";
import { noteCreated, writeNotes } from "./import-notes";
import type { ImportCounts, ImportState, RoomImport } from "./room-import";

/**
 * Looks an upload through, or carries it out: its state, how far it is, and what went wrong stand in its row, where every
 * instance shows them. Never rejects; a failure is part of the row.
 */
export async function workOnImport(
  ctx: Context,
  given: RoomImport,
  stage: "check" | "run",
): Promise<void> {
  const { pool, secretBox } = processContext();
  const { id, spaceId } = given;
  const pulse = startPulse(id);
  try {
    const source = await sourceOfFiles(keptFiles(pool, secretBox, given));
    pulse.total = await source.count();
    if (pulse.total === 0 && !given.includesTrash && source.unreadable.length === 0) {
      throw new RoomkeeperError("invalid_document", "There is no room in what was uploaded.");
    }
    await pool.query("delete from room_import_note where import_id = $1 and kind <> 'created'", [
      id,
    ]);
    const isDryRun = stage === "check";
    const { actor } = ctx;
    const report = await copyRooms({
      from: source,
      to: createPrismaMatchStorage({ process: processContext(), spaceId, actor }),
      policy: given.policy,
      includesTrash: given.includesTrash,
      opensHidden: given.opensHidden,
      isDryRun,
      onCreated: (room) => noteCreated(pool, id, room),
      onProgress: (phase, done) => Object.assign(pulse, { phase, done }),
    });
    await writeNotes(pool, id, report, source.unreadable);
    if (report.stopped) throw new RoomkeeperError("unavailable", report.stopped);
    await pulse.stop();
    await end(ctx, given, { stage, state: isDryRun ? "checked" : "done", report });
  } catch (error) {
    await pulse.stop();
    const code = error instanceof RoomkeeperError ? error.code : "internal";
    const ending = { stage, state: "failed", code, problem: sentenceOf(error) } as const;
    await end(ctx, given, ending).catch(() => {});
  }
}

interface Ending {
  stage: "check" | "run";
  state: ImportState;
  report?: CopyReport;
  problem?: string;
  code?: ErrorCode;
}

async function end(ctx: Context, given: RoomImport, ending: Ending): Promise<void> {
  const { pool } = processContext();
  const { id, spaceId, spaceName } = given;
  const { stage, state, report, problem = null } = ending;
  const counts = report ? countsOf(report) : null;
  await pool.query(
    `update room_import set state = $2, finished_at = now(), report = coalesce($3, report), problem = $4, phase = null
     where id = $1`,
    [id, state, counts && JSON.stringify(counts), problem],
  );
  if (state === "checked") return;
  await dropFiles(pool, id);
  await recordAudit(pool, ctx, {
    action: `import.${stage}`,
    outcome: state === "done" ? "done" : "failed",
    code: ending.code,
    spaceId,
    subject: spaceName,
    detail: counts ? { ...counts } : { problem },
  });
}

export function countsOf(report: CopyReport): ImportCounts {
  const { isDryRun: _, skipped, failed, lost: __, notVerified, stopped: ___, ...counts } = report;
  return {
    ...counts,
    skipped: skipped.length,
    failed: failed.length,
    unverified: notVerified.length,
  };
}

export interface Pulse {
  phase: string | null;
  done: number;
  total: number | null;
  stop(): Promise<void>;
}

/** Writes now and then how far it is, which says as well that somebody is still at it. */
export function startPulse(id: string): Pulse {
  const { pool } = processContext();
  let beating = Promise.resolve();
  const beat = async () => {
    await pool
      .query(
        "update room_import set beat_at = now(), phase = $2, done = $3, total = $4 where id = $1",
        [id, pulse.phase, pulse.done, pulse.total],
      )
      .catch(() => {});
  };
  const timer = setInterval(() => {
    beating = beat();
  }, LIMITS.importBeatMs);
  const pulse: Pulse = {
    phase: null,
    done: 0,
    total: null,
    async stop() {
      clearInterval(timer);
      await beating;
      await beat();
    },
  };
  return pulse;
}
