import { BackupSection } from "@/components/admin/backup-section";
import { ExportForm } from "@/components/admin/export-form";
import { ImportForm } from "@/components/admin/import-form";
import { ImportList } from "@/components/admin/import-list";
import { TitlesForm } from "@/components/admin/titles-form";
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
          Rooms are imported into a space and exported from a space.
        </EmptyState>
      ) : (
        <>
          <Section
            title="Import rooms"
            note="Nothing changes until you have seen what would change and confirmed it."
          >
            <ImportForm spaces={spaces} />
          </Section>
          {imports.length > 0 ? (
            <Section title="Imports" note="The latest imports. Open one to see its result.">
              <ImportList imports={imports} />
            </Section>
          ) : null}
          <Section
            title="Import titles"
            note="For films that no Plex server and no game server names. A film that is named already gets the title of the file."
          >
            <TitlesForm spaces={spaces} />
          </Section>
          <Section
            title="Export rooms"
            note="A copy; the rooms stay here. The file can be imported here or into another Roomkeeper."
          >
            <ExportForm
              spaces={spaces}
              leftOut={ctx.services.families
                .filter(({ isCopied }) => !isCopied)
                .map(({ plural }) => plural)}
            />
          </Section>
        </>
      )}
      <BackupSection />
    </>
  );
}
