import type { ReactNode } from "react";
import { House } from "@/components/front/house";
import { Brand } from "@/components/shell/brand";
import pageHeadStyles from "@/components/ui/page-head.module.css";
import styles from "./public-frame.module.css";

interface PublicFrameProps {
  title: ReactNode;
  lead?: ReactNode;
  children?: ReactNode;
  /** Less prominent links at the foot. */
  foot?: ReactNode;
}

/** The frame of every page outside the dashboard: a drawing of a house at night beside one short text. */
export function PublicFrame({ title, lead, children, foot }: PublicFrameProps) {
  return (
    <div className={styles.frame}>
      <div className={styles.house}>
        <House />
      </div>
      <div className={styles.enter}>
        <header>
          <Brand />
        </header>
        <main id="main" tabIndex={-1}>
          <h1>{title}</h1>
          {lead ? <p className={`${pageHeadStyles.lead} ${styles.lead}`}>{lead}</p> : null}
          {children}
        </main>
        <footer>{foot}</footer>
      </div>
    </div>
  );
}
