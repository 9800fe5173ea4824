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

/**
 * Icons for long lists: `IconSymbols` defines each icon once at the head of the list, and every row refers to it by name, so that the
 * markup of a row stays short.
 */
export function IconSymbols({ names }: { names: readonly IconName[] }) {
  const symbols = names.map(
    (name) => `<symbol id="i-${name}" viewBox="0 0 24 24">${ICON_PATHS[name]}</symbol>`,
  );
  return (
    <svg
      className={styles.sprite}
      aria-hidden="true"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: the markup is our own table of drawings, never input
      dangerouslySetInnerHTML={{ __html: symbols.join("") }}
    />
  );
}

/** An icon that `IconSymbols` has defined on the same page. */
export function ListIcon({ name }: { name: IconName }) {
  return (
    <svg className={styles.i} aria-hidden="true">
      <use href={`#i-${name}`} />
    </svg>
  );
}
