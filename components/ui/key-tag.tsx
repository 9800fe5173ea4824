import styles from "./key-tag.module.css";
import { keyTagHue, keyTagLetter } from "./key-tag-hue";

const SIZES = {
  tiny: styles.isTiny,
  small: styles.isSmall,
  row: undefined,
} as const;

/**
 * The key tag of a room: a small drawing in a colour that depends on the room's name. Hidden from screen readers, because the name stands
 * beside it.
 *
 *
 * @param size tiny 14, small 24, row 30 pixels wide (the default)
 *
 *
 * @param gone dimmed, for a room in the trash
 */
export function KeyTag({
  name,
  size = "row",
  gone = false,
}: {
  name: string;
  size?: keyof typeof SIZES;
  gone?: boolean;
}) {
  const letter = keyTagLetter(name);
  const classes = [styles.fob, styles[`e${keyTagHue(name)}`], SIZES[size], gone && styles.isGone];
  return (
    <span className={classes.filter(Boolean).join(" ")} aria-hidden="true">
      <svg aria-hidden="true">
        <use href="#fob" />
      </svg>
      {size === "tiny" ? null : (
        <b className={letter.emoji ? styles.isEmoji : undefined}>{letter.text}</b>
      )}
    </span>
  );
}
