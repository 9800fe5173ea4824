import styles from "./brand.module.css";
/** The mark and the name, home for whoever is signed in. */
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
