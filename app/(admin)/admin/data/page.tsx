import { BackupSection } from "@/components/admin/backup-section";
import { ExportForm } from "@/components/admin/export-form";
import { ImportForm } from "@/components/admin/import-form";
import { ImportList } from "@/components/admin/import-list";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHead } from "@/components/ui/page-head";
import { Section } from "@/components/ui/section";
import { listSpaces } from "@/lib/spaces/list-spaces";
import { listImports } from "@/lib/transfer/imports/list-imports";
import { forPage } from "@/lib/web/pages/for-page";
import { titleForAdmins } from "@/lib/web/pages/title-for-admins";
import { contextOf, requireAdmin } from "@/lib/web/pages/viewer";

export const generateMetadata = titleForAdmins("Import and export");

export default async function DataPage() {
  const ctx = contextOf(await requireAdmin("/admin/data"));
  const [spaces, imports] = await forPage(() => Promise.all([listSpaces(ctx), listImports(ctx)]));
  return (
    <>
      <PageHead
        title="Import and export"
        lead="Import rooms from a file, or export them to one. Roomkeeper checks a file before it imports anything, and an import can be taken back."
      />
      {spaces.length === 0 ? (
        <EmptyState
          art="hooks"
          title="No space yet."
          actions={<ButtonLink href="/admin/tokens">Open a space first</ButtonLink>}
        >
          Rooms are brought into a space and taken out of one.
        </EmptyState>
      ) : (
        <>
          <Section
            title="Bring rooms in"
            note="Nothing changes until you have seen what would, and said yes."
          >
            <ImportForm spaces={spaces} />
          </Section>
          {imports.length > 0 ? (
            <Section title="Brought in" note="The latest. Open one to see how it went.">
              <ImportList imports={imports} />
            </Section>
          ) : null}
          <Section
            title="Take rooms out"
            note="A copy; the rooms stay here. It can be brought in again, here or elsewhere."
          >
            <ExportForm spaces={spaces} />
          </Section>
        </>
      )}
      <BackupSection />
    </>
  );
}
