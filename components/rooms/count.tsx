import styles from "./room-list.module.css";

/** A number in a column of the list; 0 is less prominent. */
export function Count({ value }: { value: number }) {
  return value === 0 ? <span className={styles.zero}>0</span> : value.toLocaleString("en-US");
}
