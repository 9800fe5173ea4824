import { Command } from "@/components/docs/command";
import { Section } from "@/components/ui/section";
import styles from "./backup-section.module.css";

/** How the whole instance is kept in one file: from the console, where its secret is. */
export function BackupSection() {
  return (
    <Section
      title="Everything"
      note="The whole instance in one file: spaces, tokens, rooms, trash, accounts, log."
    >
      <div className={styles.everything}>
        <p>
          On the server’s console, beside the running server. Room passwords stay sealed in it: keep{" "}
          <code>secrets.json</code> as well.
        </p>
        <Command>npm run -s admin -- backup roomkeeper-backup.gz</Command>
        <p>Put back into an empty instance, with its server stopped:</p>
        <Command>npm run -s admin -- restore roomkeeper-backup.gz</Command>
      </div>
    </Section>
  );
}
