import { createHash } from "node:crypto";
import path from "node:path";
import { now } from "@/lib/core/clock";
import { counted } from "@/lib/core/counted";
import { writeNewFile } from "@/lib/core/new-file";
import { env } from "@/lib/runtime/env";
import { isFolderWhole } from "@/lib/storage/match/verify-folder";
import { CONFLICT_POLICIES, type ConflictPolicy } from "@/lib/transfer/copy/conflict";
import {
  type CopyJournal,
  closeJournal,
  NO_JOURNAL,
  openJournal,
} from "@/lib/transfer/copy/copy-journal";
import { type CopyReport, emptyReport, isComplete } from "@/lib/transfer/copy/copy-report";
import { copyRooms } from "@/lib/transfer/copy/copy-rooms";
import { exportText } from "@/lib/transfer/copy/export-file";
import { recordCopyAudit } from "@/lib/transfer/copy/record-copy-audit";
import type { RoomSource } from "@/lib/transfer/copy/room-source";
import { skipOtherRooms } from "@/lib/transfer/copy/skip-other-rooms";
import { readArguments } from "./arguments.mjs";
import { importTitlesFile } from "./import-titles-file";
import { openPlace, PLACES, type Place } from "./places";
import { showProgress } from "./progress";
import { consoleContext, DATABASE_TEXT, print, runCommand, say, UsageError } from "./run-command";
import { sayReport, summaryOf } from "./say-report";
import { folderSummary, verifyRooms } from "./verify-rooms";

const USAGE = `Usage: npm run -s rooms -- copy FROM TO [options]
       npm run -s rooms -- verify FOLDER
       npm run -s rooms -- titles FILE postgres:SPACE
Copies rooms from one place to another, and reads each of them back. Or compares the files of a folder with the checksums that were
recorded when they were written, and names those that were changed outside, removed or damaged; it writes nothing. Or names films by a
file: CSV whose first line names the columns (mediaId, title, year, genres separated by |, posterUrl, linkUrl, durationMs), or JSON as
PUT /api/v1/media takes it.
${PLACES}
Options
  --dry-run              looks at everything, writes nothing, says what would happen
  --on-conflict POLICY   where a room of that name is: join (the same room is joined, another is left as it is; the
                         default), skip, newest (the later createdAt stays, the other goes to the trash), fail
  --include-trash        copies rooms in the trash too, with their reason and time where TO can keep those
  --without-passwords    copies rooms whose password cannot be read as well: they are open to everybody there
  --with-passwords       writes room passwords into an export file, for everybody to read who has it
  --verify-only          only compares TO with FROM
  --resume FILE          the journal of what is done; without it one under DATA_DIR is used
  --fresh                passes over what an earlier run that was cut short has done
  --json                 prints the whole report on stdout as JSON
  --from-token-env NAME, --to-token-env NAME
                         the variables that hold the tokens; else STORAGE_TOKEN, and TARGET_TOKEN for TO
  -h, --help             prints this
${DATABASE_TEXT};
  only a place postgres:SPACE needs it
Example
  npm run -s rooms -- copy path/to/data/rooms postgres:moviematch --dry-run
  npm run -s rooms -- verify path/to/data/rooms
Ends with 0 when every room is there and was read back, or every file is as it was written; 1 when some are not, 2 when it was called
wrongly.`;

const OPTIONS = {
  "dry-run": { type: "boolean" },
  "on-conflict": { type: "string", default: "join" },
  "include-trash": { type: "boolean" },
  "without-passwords": { type: "boolean" },
  "with-passwords": { type: "boolean" },
  "verify-only": { type: "boolean" },
  resume: { type: "string" },
  fresh: { type: "boolean" },
  json: { type: "boolean" },
  "from-token-env": { type: "string" },
  "to-token-env": { type: "string" },
} as const;

type Flags = ReturnType<typeof readArguments<typeof OPTIONS>>["values"];

const SAME_KEY_MS = 800;

const { values: flags, positionals } = readArguments({
  name: "rooms",
  usage: USAGE,
  options: OPTIONS,
  hasPositionals: true,
});

await runCommand({
  name: "rooms",
  withDatabase: positionals.some((place) => place.startsWith("postgres:")),
  async work() {
    const [command, from, to, ...rest] = positionals;
    if (command === "titles" && from && to && rest.length === 0) {
      const films = await importTitlesFile(from, to);
      print(flags.json ? JSON.stringify({ films }) : `${counted(films, "film")} named.`);
      return;
    }
    if (command === "verify" && from && !to) {
      const report = await verifyRooms(from);
      print(flags.json ? JSON.stringify(report) : folderSummary(report));
      if (!isFolderWhole(report)) process.exitCode = 1;
      return;
    }
    if (command !== "copy" || !from || !to || rest.length > 0) {
      throw new UsageError(
        "Say from where to where: copy FROM TO; or verify FOLDER; or titles FILE postgres:SPACE.",
      );
    }
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
    if (!isComplete(report) || unreadable.length > 0) process.exitCode = 1;
  },
});

interface CopySettings {
  flags: Flags;
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

async function beginJournal(file: string, title: string, flags: Flags): Promise<CopyJournal> {
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

/** Writes every room to a new file, and reads the file back to check it. */
async function writeExport(
  from: Place,
  source: RoomSource,
  file: string,
  flags: Flags,
): Promise<CopyReport> {
  const report = emptyReport(flags["dry-run"] === true);
  if (flags["verify-only"]) throw new UsageError("An export file is verified when it is read.");
  const total = await source.count();
  const includesTrash = flags["include-trash"] === true;
  if (report.isDryRun) {
    for await (const _room of source.rooms()) report.found += 1;
    report.created = report.found;
    await skipOtherRooms(source, report, { includesTrash });
    return report;
  }
  const withPasswords = flags["with-passwords"] === true;
  const progress = showProgress(total);
  const text = exportText(source, {
    at: now().toISOString(),
    withPasswords,
    includesTrash,
    onRoom: (done) => progress.step("copying", done),
  });
  await writeNewFile(file, text);
  progress.end();
  const written = await openPlace(file, { side: "from", writes: false, token: "", tokenFrom: "" });
  report.verified = (await written.source?.count()) ?? 0;
  report.found = report.verified;
  report.created = report.verified;
  await skipOtherRooms(source, report, { includesTrash });
  if (from.spaceId) {
    const note = {
      action: "rooms.export",
      spaceId: from.spaceId,
      subject: path.basename(file),
    } as const;
    await recordCopyAudit(consoleContext(), { ...note, withPasswords }, { rooms: report.found });
  }
  if (!withPasswords) say("Room passwords were left out; --with-passwords writes them too.");
  return report;
}

/** Tokens are read from variables, because everybody on the machine can see arguments. */
function tokenOf(side: "from" | "to", flags: Flags) {
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
