import { keyTagLetter } from "@/components/ui/key-tag-hue";
import { Name } from "@/components/ui/name";
import styles from "./person-line.module.css";
/** Who is signed in, as a line with the first letter: on the sign-in page and on the account page. */
export function PersonLine({ name, note }: { name: string; note: string }) {
  const letter = keyTagLetter(name).text || "·";
  return (
    <div className={styles.personLine}>
      <span className={styles.initial} aria-hidden="true">
        {letter}
      </span>
      <div>
        <b>
          <Name>{name}</Name>
        </b>
        <span>
          <Name>{note}</Name>
        </span>
      </div>
    </div>
  );
}
