import { Command } from "@/components/docs/command";
import { Section } from "@/components/ui/section";
import styles from "./backup-section.module.css";

/** The commands that back up the whole instance into one file and restore it. */
export function BackupSection() {
  return (
    <Section
      title="Everything"
      note="The whole instance in one file: spaces, tokens, rooms, trash, accounts, log."
    >
      <div className={styles.everything}>
        <p>
          Run this on the server; Roomkeeper may be running. Room passwords stay encrypted in the
          file, so keep <code>secrets.json</code> as well.
        </p>
        <Command>npm run -s admin -- backup roomkeeper-backup.gz</Command>
        <p>Restore it into an empty instance, with its server stopped:</p>
        <Command>npm run -s admin -- restore roomkeeper-backup.gz</Command>
      </div>
    </Section>
  );
}
