import { shownText } from "@/lib/core/hidden-characters";
import { Icon } from "./icon";
import styles from "./live.module.css";

/** In use now: a pulsing green dot and a text. */
export function Live({ children = "Live" }: { children?: React.ReactNode }) {
  return <span className={styles.live}>{children}</span>;
}

/** Locked, with who did it on hover. */
export function Locked({ by }: { by?: string | null }) {
  return (
    <span className={styles.state} title={by ? `Locked by ${shownText(by)}` : undefined}>
      <Icon name="lock" />
      Locked
    </span>
  );
}
