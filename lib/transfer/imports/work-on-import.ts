import { recordAudit } from "@/lib/audit/record-audit";
import { type ErrorCode, RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import { sentenceOf } from "@/lib/jobs/run-job";
import type { Context } from "@/lib/runtime/context";
import { createPrismaMatchStorage } from "@/lib/storage/match/postgres";
import { type CopyReport, emptyReport } from "@/lib/transfer/copy/copy-report";
import { copyRooms } from "@/lib/transfer/copy/copy-rooms";
import { sourceOfFiles } from "@/lib/transfer/copy/files-source";
import { deleteFiles, storedFiles } from "./import-files";
import { recordCreated, writeNotes } from "./import-notes";
import { countChanges, type ImportCounts, type ImportState, type RoomImport } from "./room-import";
import { whyNothing } from "./why-nothing";

/**
 * Checks an upload or runs the import. Stores its state, progress and problem in its row, where every instance reads them. Never rejects;
 * a failure is stored in the row.
 */
export async function workOnImport(
  ctx: Context,
  given: RoomImport,
  stage: "check" | "run",
): Promise<void> {
  const { pool, secretBox } = ctx.services;
  const { id, spaceId } = given;
  const heartbeat = startHeartbeat(ctx, id);
  try {
    requireFiles(given);
    const source = await sourceOfFiles(storedFiles(pool, secretBox, given));
    heartbeat.total = await source.count();
    await pool.query("delete from room_import_note where import_id = $1 and kind <> 'created'", [
      id,
    ]);
    const nothing = whyNothing({ ...source, rooms: heartbeat.total ?? 0 }, given);
    if (nothing !== null) {
      await writeNotes(pool, id, emptyReport(true), source.unreadable);
      throw new RoomkeeperError("invalid_document", nothing);
    }
    const isDryRun = stage === "check";
    const { actor } = ctx;
    const report = await copyRooms({
      from: source,
      to: createPrismaMatchStorage({ services: ctx.services, spaceId, actor }),
      policy: given.policy,
      includesTrash: given.includesTrash,
      opensHidden: given.opensHidden,
      isDryRun,
      onCreated: (room) => recordCreated(pool, id, room),
      onProgress: (phase, done) => Object.assign(heartbeat, { phase, done }),
    });
    await writeNotes(pool, id, report, source.unreadable);
    if (report.stopped) throw new RoomkeeperError("unavailable", report.stopped);
    await heartbeat.stop();
    const counts = countsOf(report, source.unreadable.length);
    const looked = countChanges(counts) > 0 ? "checked" : "nothing";
    await end(ctx, given, { stage, state: isDryRun ? looked : "done", counts });
  } catch (error) {
    await heartbeat.stop();
    const code = error instanceof RoomkeeperError ? error.code : "internal";
    const ending = { stage, state: "failed", code, problem: sentenceOf(error) } as const;
    await end(ctx, given, ending).catch(() => {});
  }
}

interface Ending {
  stage: "check" | "run";
  state: ImportState;
  counts?: ImportCounts;
  problem?: string;
  code?: ErrorCode;
}

async function end(ctx: Context, given: RoomImport, ending: Ending): Promise<void> {
  const { pool } = ctx.services;
  const { id, spaceId, spaceName } = given;
  const { stage, state, counts = null, problem = null } = ending;
  await pool.query(
    `update room_import set state = $2, finished_at = now(), report = coalesce($3, report), problem = $4, phase = null
     where id = $1`,
    [id, state, counts && JSON.stringify(counts), problem],
  );
  if (state === "checked") return;
  await deleteFiles(pool, id);
  if (state === "nothing") return;
  await recordAudit(pool, ctx, {
    action: `import.${stage}`,
    outcome: state === "done" ? "done" : "failed",
    code: ending.code,
    spaceId,
    subject: spaceName,
    detail: counts ? { ...counts } : { problem },
  });
}

/** Throws `gone` if the uploaded files were deleted. Empty files were never stored. */
export function requireFiles({ files, hasFiles }: RoomImport): void {
  if (hasFiles || (files.length > 0 && files.every(({ bytes }) => bytes === 0))) return;
  const message = "The uploaded file was cleared away after a day. Upload it again.";
  throw new RoomkeeperError("gone", message);
}

function countsOf(report: CopyReport, unreadable: number): ImportCounts {
  const { isDryRun: _, skipped, failed, lost: __, notVerified, stopped: ___, ...counts } = report;
  return {
    ...counts,
    skipped: skipped.length,
    failed: failed.length,
    unverified: notVerified.length,
    unreadable,
  };
}

export interface Heartbeat {
  phase: string | null;
  done: number;
  total: number | null;
  stop(): Promise<void>;
}

/** Writes now and then how far it is, which says as well that somebody is still at it. */
export function startHeartbeat(ctx: Context, id: string): Heartbeat {
  const { pool } = ctx.services;
  let beating = Promise.resolve();
  const beat = async () => {
    await pool
      .query(
        "update room_import set beat_at = now(), phase = $2, done = $3, total = $4 where id = $1",
        [id, heartbeat.phase, heartbeat.done, heartbeat.total],
      )
      .catch(() => {});
  };
  const timer = setInterval(() => {
    beating = beat();
  }, LIMITS.importBeatMs);
  const heartbeat: Heartbeat = {
    phase: null,
    done: 0,
    total: null,
    async stop() {
      clearInterval(timer);
      await beating;
      await beat();
    },
  };
  return heartbeat;
}
