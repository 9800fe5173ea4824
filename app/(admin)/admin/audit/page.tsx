import { AuditFilters } from "@/components/admin/audit-filters";
import { AuditList } from "@/components/admin/audit-list";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHead } from "@/components/ui/page-head";
import { Pager } from "@/components/ui/pager";
import { auditAddress, auditFilter, readAuditQuery } from "@/lib/audit/audit-query";
import { listAudit } from "@/lib/audit/list-audit";
import { counted } from "@/lib/core/counted";
import { isTooLong, TOO_LONG_TEXT } from "@/lib/core/search-text";
import { zoneText } from "@/lib/core/time-zone";
import { forPage } from "@/lib/web/pages/for-page";
import { titleForAdmins } from "@/lib/web/pages/title-for-admins";
import { contextOf, requireAdmin } from "@/lib/web/pages/viewer";

export const generateMetadata = titleForAdmins("Audit log");

export default async function AuditPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const query = readAuditQuery(await searchParams);
  const viewer = await requireAdmin(auditAddress(query));
  const { lines, next } = await forPage(() => listAudit(contextOf(viewer), auditFilter(query)));
  const whole = { ...query, before: undefined };
  return (
    <>
      <PageHead
        title="Audit log"
        lead={`What people did, and what was refused. Lines are kept for a year. Times are in ${zoneText(viewer.timeZone)}.`}
        actions={
          <ButtonLink
            href={auditAddress(whole, "/api/dashboard/audit/csv")}
            icon="download"
            download
          >
            CSV
          </ButtonLink>
        }
      />
      <AuditFilters query={query} />
      {lines.length === 0 ? (
        <EmptyState
          art="missing"
          title="No entry matches."
          actions={<ButtonLink href="/admin/audit">Show the last 30 days</ButtonLink>}
        >
          {isTooLong(whole.q ?? "")
            ? TOO_LONG_TEXT
            : "Nothing in the log fits these filters. Search finds people, rooms and whole request ids."}
        </EmptyState>
      ) : (
        <AuditList lines={lines} />
      )}
      {next || query.before ? (
        <Pager
          shown={`${counted(lines.length, "line")} shown`}
          first={query.before ? auditAddress(whole) : undefined}
          next={next ? auditAddress({ ...query, before: next }) : undefined}
        />
      ) : null}
    </>
  );
}
