import { Brand } from "@/components/shell/brand";
import pageStyles from "@/components/shell/page.module.css";
import { EmptyState } from "@/components/ui/empty-state";
import styles from "./guest-list.module.css";

/** What a link shows that shows no list, the same for every reason. */
export function LinkIsOff() {
  return (
    <>
      <header className={styles.top}>
        <Brand />
      </header>
      <main className={`${pageStyles.page} ${styles.page}`} id="main" tabIndex={-1}>
        <EmptyState art="missing" level={1} title="This link is not on any more.">
          It was switched off, its time is over, or a part of it is missing. Ask whoever sent it for
          a new one.
        </EmptyState>
      </main>
    </>
  );
}
