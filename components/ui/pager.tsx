import buttonStyles from "./button.module.css";
import { Icon } from "./icon";
import styles from "./pager.module.css";

/**
 * The links below a list that has more pages: to the first page and to the next one. Paging is by key, so a list that changes meanwhile
 * neither skips nor repeats entries.
 *
 * @param first address of the first page, when this is not it
 *
 * @param next address of the next page, when there is one
 *
 * @param shown a sentence such as "50 of 128 shown"
 */
export function Pager({ first, next, shown }: { first?: string; next?: string; shown: string }) {
  return (
    <nav className={styles.pager} aria-label="Pages">
      <p>{shown}</p>
      <div className={buttonStyles.btns}>
        {first ? (
          <a className={`${buttonStyles.btn} ${buttonStyles.isBare}`} href={first}>
            Back to the first
          </a>
        ) : null}
        {next ? (
          <a className={buttonStyles.btn} href={next} rel="next">
            Next page
            <Icon name="arrow-right" />
          </a>
        ) : null}
      </div>
    </nav>
  );
}
