import styles from "./brand.module.css";
/** The logo and the name, as a link to the overview. */
export function Brand({ href = "/" }: { href?: string }) {
  return (
    <a className={styles.brand} href={href}>
      <svg aria-hidden="true">
        <use href="#mark" />
      </svg>
      Roomkeeper
    </a>
  );
}
