import styles from "./icon.module.css";
import { ICON_PATHS, type IconName } from "./icon-paths";

/** A Lucide icon beside a text. Only more, close and trash stand without a text. Hidden from screen readers. */
export function Icon({ name, className }: { name: IconName; className?: string }) {
  return (
    <svg
      className={className ? `${styles.i} ${className}` : styles.i}
      viewBox="0 0 24 24"
      aria-hidden="true"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: the markup is our own table of drawings, never input
      dangerouslySetInnerHTML={{ __html: ICON_PATHS[name] }}
    />
  );
}
