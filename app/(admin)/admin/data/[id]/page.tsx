import type { Metadata } from "next";
import { ImportActs, UndoDialog } from "@/components/admin/import-acts";
import { ImportFacts } from "@/components/admin/import-facts";
import { leadText } from "@/components/admin/import-lead";
import { ImportNotes } from "@/components/admin/import-notes";
import { filesText, stateText } from "@/components/admin/import-text";
import { JobRefresh } from "@/components/live/job-refresh";
import { NothingHere } from "@/components/shell/nothing-here";
import { Name } from "@/components/ui/name";
import { PageHead } from "@/components/ui/page-head";
import pageHeadStyles from "@/components/ui/page-head.module.css";
import { Section } from "@/components/ui/section";
import { ShownText } from "@/components/ui/shown-text";
import { isImportActive } from "@/lib/transfer/imports/room-import";
import { loadImport } from "@/lib/web/pages/load-import";
import { NOTHING_FOUND, orNothing } from "@/lib/web/pages/nothing-found";
import styles from "./page.module.css";

interface Props {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params;
  return (await orNothing(() => loadImport(id))) ? { title: "Import" } : NOTHING_FOUND;
}

const REFRESH_MS = 1_000;

export default async function ImportPage({ params }: Props) {
  const { id } = await params;
  const found = await orNothing(() => loadImport(id));
  if (!found) return <NothingHere />;
  const { notes, notesInAll, ...given } = found;
  const { text, isProblem } = leadText(given);
  const atWork = isImportActive(given);
  return (
    <>
      <JobRefresh atWork={atWork} everyMs={REFRESH_MS} />
      {atWork ? (
        <noscript>
          <meta httpEquiv="refresh" content="2" />
        </noscript>
      ) : null}
      <PageHead
        crumb={{ href: "/admin/data", label: "Import and export" }}
        title={
          <>
            <Name dir="auto">{filesText(given.files)}</Name> into <Name>{given.spaceName}</Name>
          </>
        }
        lead={
          <span role="status" className={isProblem ? pageHeadStyles.warn : undefined}>
            <ShownText text={text} />
          </span>
        }
        actions={<ImportActs given={given} />}
      />
      {atWork ? (
        // Without a value it shows that something is in progress, but not how much is done.
        <progress
          className={styles.importProgress}
          aria-label={stateText(given).short}
          {...(given.total === null ? {} : { value: given.done, max: Math.max(given.total, 1) })}
        />
      ) : null}
      <ImportFacts given={given} />
      {notes.length > 0 ? (
        <Section title="Rooms with a note" note={notesNote(notes.length, notesInAll)}>
          <ImportNotes notes={notes} />
        </Section>
      ) : null}
      <UndoDialog given={given} />
    </>
  );
}

function notesNote(shown: number, inAll: number): string {
  if (shown === inAll) return "Rooms that were left out or changed, and why.";
  return `Rooms that were left out or changed, and why. ${shown} of ${inAll} are shown, problems first.`;
}
