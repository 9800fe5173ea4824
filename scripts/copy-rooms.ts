import { createHash } from "node:crypto";
import path from "node:path";
import { env } from "@/lib/runtime/env";
import { CONFLICT_POLICIES, type ConflictPolicy } from "@/lib/transfer/copy/conflict";
import {
  type CopyJournal,
  closeJournal,
  NO_JOURNAL,
  openJournal,
} from "@/lib/transfer/copy/copy-journal";
import { type CopyReport, isComplete } from "@/lib/transfer/copy/copy-report";
import { copyRooms } from "@/lib/transfer/copy/copy-rooms";
import { recordCopyAudit } from "@/lib/transfer/copy/record-copy-audit";
import type { RoomSource } from "@/lib/transfer/copy/room-source";
import type { CopyFlags } from "./copy-options";
import { writeExport } from "./export-rooms";
import { openPlace, type Place } from "./places";
import { showProgress } from "./progress";
import { consoleContext, print, say, UsageError } from "./run-command";
import { sayReport, summaryOf } from "./say-report";

const SAME_KEY_MS = 800;

/** `rooms -- copy FROM TO`: copies, says what it did, and resolves with whether every room is there. */
export async function copyPlaces(from: string, to: string, flags: CopyFlags): Promise<boolean> {
  const policy = flags["on-conflict"] as ConflictPolicy;
  if (!CONFLICT_POLICIES.includes(policy)) {
    throw new UsageError(`--on-conflict is one of ${CONFLICT_POLICIES.join(", ")}.`);
  }
  const writes = !flags["dry-run"] && !flags["verify-only"];
  const source = await openPlace(from, { side: "from", writes, ...tokenOf("from", flags) });
  const target = await openPlace(to, { side: "to", writes, ...tokenOf("to", flags) });
  if (!source.source) throw new UsageError(`${from} can only be written to.`);
  const report = target.exportFile
    ? await writeExport(source, source.source, target.exportFile, flags)
    : await copy(source, source.source, target, { flags, policy, writes });
  await source.close();
  await target.close();
  const unreadable = source.unreadable();
  sayReport(report, unreadable);
  print(flags.json ? JSON.stringify({ ...report, unreadable }) : summaryOf(report, unreadable));
  return isComplete(report) && unreadable.length === 0;
}

interface CopySettings {
  flags: CopyFlags;
  policy: ConflictPolicy;
  writes: boolean;
}

async function copy(
  from: Place,
  source: RoomSource,
  to: Place,
  { flags, policy, writes }: CopySettings,
): Promise<CopyReport> {
  if (!to.storage) throw new UsageError(`${to.title} can only be read from.`);
  const title = `${from.title} > ${to.title} (${policy})`;
  const file = flags.resume ?? journalFile(title);
  const journal = writes ? await beginJournal(file, title, flags) : NO_JOURNAL;
  const progress = showProgress(await source.count());
  const signal = abortOnSignals();
  const report = await copyRooms({
    from: source,
    to: to.storage,
    policy,
    isDryRun: flags["dry-run"],
    verifiesOnly: flags["verify-only"],
    includesTrash: flags["include-trash"],
    opensHidden: flags["without-passwords"],
    journal,
    signal,
    onProgress: (phase, done) => progress.step(phase, done),
  });
  progress.end();
  if (writes && report.stopped === null) await closeJournal(file);
  if (writes && report.stopped !== null) say("The same command goes on where this one ended.");
  if (writes) await recordBoth(from, to, report);
  return report;
}

async function beginJournal(file: string, title: string, flags: CopyFlags): Promise<CopyJournal> {
  if (flags.fresh) await closeJournal(file);
  const journal = await openJournal(file, title).catch((error: Error) => {
    throw new UsageError(error.message);
  });
  if (journal.before > 0) say(`Going on: an earlier run had copied ${journal.before} rooms.`);
  return journal;
}

function journalFile(title: string): string {
  const name = createHash("sha256").update(title).digest("hex").slice(0, 16);
  return path.join(env().dataDir, "copies", `${name}.jsonl`);
}

async function recordBoth(from: Place, to: Place, report: CopyReport): Promise<void> {
  const { created, joined, replaced, trashCopied, verified, skipped, failed } = report;
  const counts = { created, joined, replaced, trashCopied, verified };
  const all = { ...counts, skipped: skipped.length, failed: failed.length };
  if (to.spaceId) {
    const note = { action: "rooms.import", spaceId: to.spaceId, subject: from.title } as const;
    await recordCopyAudit(consoleContext(), note, all);
  }
  if (from.spaceId) {
    const note = { action: "rooms.export", spaceId: from.spaceId, subject: to.title } as const;
    await recordCopyAudit(
      consoleContext(),
      { ...note, withPasswords: true },
      { rooms: report.found },
    );
  }
}

/** Tokens are read from variables, because everybody on the machine can see arguments. */
function tokenOf(side: "from" | "to", flags: CopyFlags) {
  const named = flags[`${side}-token-env`];
  const names = named
    ? [named]
    : side === "to"
      ? ["TARGET_TOKEN", "STORAGE_TOKEN"]
      : ["STORAGE_TOKEN"];
  const token = names.map((name) => process.env[name]).find(Boolean);
  return { token, tokenFrom: names[0] ?? "" };
}

/** The first signal stops the run after the rooms in progress; a second one ends it immediately. */
function abortOnSignals(): AbortSignal {
  const controller = new AbortController();
  let since: number | undefined;
  const onSignal = () => {
    if (since === undefined) {
      since = performance.now();
      say("\nEnding after the rooms under way.");
      controller.abort();
    } else if (performance.now() - since > SAME_KEY_MS) process.exit(130);
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  return controller.signal;
}
