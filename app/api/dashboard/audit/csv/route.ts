import { auditFilter, readAuditQuery } from "@/lib/audit/audit-query";
import { type AuditLine, listAudit } from "@/lib/audit/list-audit";
import { toCsv } from "@/lib/core/csv";
import { LIMITS } from "@/lib/core/limits";
import { runHeavyDownload } from "@/lib/web/api/run-heavy-download";
import { handleDownload } from "@/lib/web/forms/handle-download";

const COLUMNS = [
  "at",
  "actorKind",
  "actorId",
  "actorName",
  "action",
  "outcome",
  "code",
  "count",
  "firstAt",
  "spaceName",
  "roomId",
  "roomName",
  "ownerId",
  "subject",
  "requestId",
] as const satisfies readonly (keyof AuditLine)[];

/** The lines of the audit log that match the filters, as CSV; at most `LIMITS.countedRowsMax` lines. */
export const GET = handleDownload(async (ctx, query) => {
  const filter = auditFilter(readAuditQuery(Object.fromEntries(query)));
  const all = { ...filter, limit: LIMITS.countedRowsMax };
  const { lines } = await runHeavyDownload(ctx, () => listAudit(ctx, all));
  const rows = lines.map((line) => [
    ...COLUMNS.map((column) => line[column]),
    line.detail === null ? null : JSON.stringify(line.detail),
  ]);
  const body = toCsv([[...COLUMNS, "detail"], ...rows]);
  return { filename: "roomkeeper-audit.csv", contentType: "text/csv; charset=utf-8", body };
});
