import factsStyles from "@/components/ui/facts.module.css";
import { Figures } from "@/components/ui/figures";
import { Name } from "@/components/ui/name";
import { Section } from "@/components/ui/section";
import { AbsoluteTime } from "@/components/ui/time";
import { showsCounts } from "@/lib/transfer/imports/import-status";
import type { RoomImport } from "@/lib/transfer/imports/room-import";
import styles from "./import-facts.module.css";
import { POLICY_TEXT, sizeText } from "./import-text";

const FILES_SHOWN = 8;

/** The figures of an import, and the options that were chosen for it. */
export function ImportFacts({ given }: { given: RoomImport }) {
  const { report, files, policy, createdAt, createdByName, includesTrash, opensHidden } = given;
  const wishes = [
    POLICY_TEXT[policy],
    includesTrash ? "the trash too" : "",
    opensHidden ? "rooms without their password too" : "",
  ];
  return (
    <>
      {report && showsCounts(given) ? (
        <div className={styles.importFigs}>
          <Figures
            figures={[
              { label: "In the files", value: report.found },
              { label: "New", value: report.created },
              { label: "Joined", value: report.joined + report.replaced, note: replaced(report) },
              { label: "There already", value: report.unchanged },
              { label: "Left out", value: report.skipped },
              ...(report.failed > 0 ? [{ label: "Failed", value: report.failed }] : []),
              ...(report.unreadable ? [{ label: "Not a room", value: report.unreadable }] : []),
              ...(includesTrash ? [{ label: "Into the trash", value: report.trashCopied }] : []),
            ]}
          />
        </div>
      ) : null}
      <Section title="What was uploaded" note="Deleted when the import has ended.">
        <dl className={`${factsStyles.facts} ${styles.importFacts}`}>
          <div>
            <dt>By</dt>
            <dd>
              <Name>{createdByName}</Name>, <AbsoluteTime at={createdAt} as="short" />
            </dd>
          </div>
          <div>
            <dt>{files.length === 1 ? "File" : `Files, ${files.length} in all`}</dt>
            {files.slice(0, FILES_SHOWN).map(({ name, bytes }) => (
              <dd key={name}>
                <Name dir="auto">{name}</Name>, {sizeText(bytes)}
              </dd>
            ))}
          </div>
          <div>
            <dt>Where a room of that name is open</dt>
            <dd>{wishes.filter(Boolean).join("; ")}</dd>
          </div>
        </dl>
      </Section>
    </>
  );
}

function replaced(report: { replaced: number }): string | undefined {
  return report.replaced > 0 ? `${report.replaced} in place of an older one` : undefined;
}
