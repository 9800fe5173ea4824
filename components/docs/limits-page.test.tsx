import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { API_V1_ROUTES } from "@/app/api/v1/operations";
import { LIMITS } from "@/lib/core/limits";
import { describeApi } from "@/lib/web/openapi/describe-api";
import { Limits } from "./topics/limits";

/** The limits that no caller of the API meets, by the reason. */
const NOT_MET: Record<string, (keyof typeof LIMITS)[]> = {
  "a page or a form of the dashboard, which names the limit itself": [
    ...(["matchEndsShown", "reasonUnitsMax", "bulkRoomsMax", "idleDaysMax"] as const),
    ...(["spaceRoomsMax", "shortlistFilmsMax", "agreementsMax"] as const),
    ...(["groupLinkDays", "endedGroupLinkDays"] as const),
    ...(["tokensListedMax", "tokenLabelUnitsMax", "tokenDaysMax", "tokenWarnDays"] as const),
    ...(["formBytesMax", "formFieldsMax", "keptChangeMinutes", "keptChangeBytesMax"] as const),
    ...(["jobRunsShown", "webhookAttemptsShown", "webhookProblemsMax"] as const),
    ...(["importBytesMax", "importUnpackedBytesMax", "importLineBytesMax"] as const),
    ...(["plexServersPerSpaceMax", "plexServerTokenUnitsMax", "plexServerWaitMs"] as const),
    ...(["plexServerReplyBytesMax", "plexReadingMs", "plexFilmsMax"] as const),
    ...(["titleFileBytesMax", "titlesPerFileMax", "titleLineUnitsMax"] as const),
    ...(["importFilesMax", "importUnreadableMax", "importsOpenMax", "uploadsAtOnce"] as const),
  ],
  "the page of a link for a group, which has no account and no token": [
    ...(["guestLookMs", "guestListKeptMs", "guestListsKeptMax"] as const),
    ...(["guestRequestsPerNetworkMax", "guestRequestsPerLinkMax"] as const),
  ],
  "the sign-in of people, which tokens do not use": [
    ...(["sessionDays", "endedSessionDays", "sessionSeenEveryMinutes", "signInMinutes"] as const),
    ...(["signInAttemptsMax", "signInReturnToUnitsMax", "adminLinkMinutes"] as const),
    ...(["setupGuessesPerPersonMax", "setupGuessesPerNetworkMax", "setupGuessMinutes"] as const),
    ...(["setupGuessesPerMinuteMax", "signInStartsPerNetworkMax"] as const),
    ...(["signInStartsPerMinuteMax", "plexWaitMs", "plexRetrySeconds", "plexTokenTries"] as const),
    "plexReplyBytesMax",
  ],
  "how long Roomkeeper keeps what only admins see": [
    ...(["auditDays", "auditTextUnitsMax", "auditDetailUnitsMax", "endedTokenDays"] as const),
    ...([
      "jobRunDays",
      "refusalLogMs",
      "importUploadDays",
      "importDays",
      "webhookReplyKeptUnits",
    ] as const),
  ],
  "the mails that tell owners that a room leaves": [
    ...(["mailEveryMs", "mailStepMs", "mailLostMinutes", "mailAttemptsMax"] as const),
    ...(["mailsPerPersonDayMax", "warningMailDays", "addressLinkHours"] as const),
    ...(["addressMailsPerPersonMax", "addressMailsPerNetworkMax"] as const),
    "addressMailsPerAddressMax",
    ...(["pushBrowsersPerPersonMax", "pushesPerBrowserDayMax", "pushEveryMs"] as const),
    ...(["pushAtOnceMax", "pushAttemptMs", "pushAttemptsMax", "pushLostMinutes"] as const),
    ...(["pushKeptSecondsMax", "pushNameUnitsMax"] as const),
  ],
  "the API does not return the ends of matches": ["endsPerMatchMax"],
  "each space has its own days in the trash; this is for rooms kept in memory, files or Redis": [
    "trashDaysDefault",
  ],
  "how work is divided into parts; a caller only waits": [
    ...(["batchAtOnceMax", "appendRowsMax", "appendsInFlightMax", "eventsSequencedMax"] as const),
    ...(["eventsHeldMax", "eventGatherMs", "eventLineTriesMax", "eventLookMs"] as const),
    ...(["eventStreamBytesMax", "webhookLookupMs", "webhookClaimMs"] as const),
    ...(["webhooksInFlightMax", "webhooksFailingInFlightMax", "webhookPendingMax"] as const),
    ...(["webhookFanOutEvents", "webhookLookMs", "webhookStopMs", "webhookReportMs"] as const),
    ...(["rateSyncMs", "rateKeysMax", "redisSilenceMs", "redisTriesMax"] as const),
    ...(["sweepBatchRooms", "sweepEveryMs", "sweepRunMs", "pruneBatchRows"] as const),
    ...(["scanPageRooms", "importChunkBytes", "importNotesMax", "importBeatMs"] as const),
    ...(["importSilentMs", "compressUnitsMin", "acceptUnitsMax", "workSliceMs"] as const),
    ...(["slowBodyLookMs", "shutdownMs", "examinationKeptMs", "examinationWaitMs"] as const),
    ...([
      "liveEveryMs",
      "liveCheckMs",
      "liveRoomsNamedMax",
      "liveRoomsGatheredMax",
      "sharedPageMs",
      "sharedPagesMax",
      "sharedPageBytesMax",
      "migrationWaitMs",
      "startWaitMs",
      "stopIdleMs",
      "plexServersAtOnce",
      "plexLookMs",
    ] as const),
    ...(["plexReadAgainMinutes", "plexReadEveryMs", "plexPageFilms"] as const),
    ...(["warnBatchRooms", "warnEveryMs"] as const),
  ],
  "what is read of a Plex server; longer texts and lists are cut": [
    ...(["plexServerNameUnitsMax", "plexSectionsMax", "plexLegacyIdsMax"] as const),
    ...(["posterWidth", "posterHeight", "posterSourceBytesMax", "posterSourcePixelsMax"] as const),
    ...(["posterResizeSeconds", "posterWaitMs", "posterRetryMinutes", "postersAtOnce"] as const),
    ...(["postersWaitingMax", "postersAheadMax", "postersFailedInRowMax"] as const),
    ...(["postersKeptMax", "posterBytesKeptMax"] as const),
    ...(["filmSummaryUnitsMax", "filmGenresMax", "filmGenreUnitsMax"] as const),
  ],
  "when a reply is `overloaded` or `unavailable`, and Retry-After says when to come back": [
    ...(["analyticsConnectionsMax", "analyticsStatementMs", "heavyWaitingMax"] as const),
    ...(["heavySoonMs", "writesAtOnceMax", "appendsAtOnceMax", "readsAtOnceMax"] as const),
    ...(["listsAtOnceMax", "pagesAtOnceMax", "pageTurnMs", "admissionWaitingMax"] as const),
    ...(["admissionSoonMs", "admissionWaitMs", "poolConnectionsMax", "poolWaitMs"] as const),
    ...(["redisWaitMs", "statementMs", "lockMs"] as const),
  ],
  "the commands and storages of this machine, and limits of the client itself": [
    ...(["copyAtOnceRooms", "copyFailuresInRowMax", "backupLineBytesMax"] as const),
    ...(["backupBatchRows", "backupBatchUnits", "backupFetchRows", "fileLockBeatMs"] as const),
    ...(["fileLockStaleMs", "fileLockWaitMs", "roomFileBytesMax", "folderScanPauseMs"] as const),
    ...(["diskReserveBytes", "databaseReserveBytes", "databaseDiskLookMs"] as const),
    "streamEventUnitsMax",
  ],
};

const page = renderToStaticMarkup(<Limits />);
const shown = [...page.matchAll(/data-limit="(\w+)"><dt>([^<]*)<\/dt>/g)].map(
  ([, name = "", value = ""]) => [name, value] as const,
);

test("the page about limits names every limit that a caller can meet, and the rest has a reason", () => {
  const named = [...shown.map(([name]) => name), ...Object.values(NOT_MET).flat()].sort();
  expect(named).toEqual(Object.keys(LIMITS).sort());
});

const IN_UNITS: Record<string, number> = {
  KiB: 1024,
  MiB: 1024 * 1024,
  second: 1_000,
  hour: 3_600_000,
  day: 86_400_000,
};

/** The value of the unit at the end of a limit's name, for units that the page may replace with larger ones. */
function unitOf(name: string): number {
  const [, unit = ""] = /(Seconds|Hours|Days)(?:Min|Max|Default)?$/.exec(name) ?? [];
  return IN_UNITS[unit.toLowerCase().replace(/s$/, "")] ?? 1;
}

test("each limit is shown with its value", () => {
  expect(shown.length).toBeGreaterThan(60);
  for (const [name, value] of shown) {
    const [, count = "", unit = ""] = /^([\d,]+) ?(\w*?)s?$/.exec(value) ?? [];
    const isText = /Units/.test(name);
    expect([name, isText], value).toEqual([name, unit === "character"]);
    const inSmall = Number(count.replaceAll(",", "")) * (IN_UNITS[unit] ?? 1);
    expect([name, inSmall]).toEqual([name, LIMITS[name as keyof typeof LIMITS] * unitOf(name)]);
  }
  const values = Object.fromEntries(shown);
  expect([values.filmsPerRoomMax, values.roomNameUnitsMax]).toEqual(["20,000", "512 characters"]);
  expect([values.bodyBytesMax, values.createdAheadMsMax]).toEqual(["8 MiB", "1 day"]);
});

test("no field is described as any text without its length", () => {
  const described = JSON.stringify(describeApi(API_V1_ROUTES, "http://localhost:3000"));
  expect(described).toContain("any text of 1 to 512 characters");
  expect(described.match(/any text(?! of 1 to [\d,]+ characters)/g)).toBeNull();
});
