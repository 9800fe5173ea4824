import { keyTagHue, keyTagLetter } from "./key-tag-hue";

const SIZES = { tiny: "is-tiny", small: "is-small", row: "", big: "is-big" } as const;

/**
 * The enamel key-tag of a room. Always hidden from screen readers: the name stands beside it.
 * @param size tiny 14, small 24, row 30 (the default), big 70 pixels wide with the engraved line
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
  const classes = ["fob", `e${keyTagHue(name)}`, SIZES[size], gone ? "is-gone" : ""];
  return (
    <span className={classes.filter(Boolean).join(" ")} aria-hidden="true">
      <svg aria-hidden="true">
        <use href={size === "big" ? "#fob-big" : "#fob"} />
      </svg>
      {size === "tiny" ? null : (
        <b className={letter.emoji ? "is-emoji" : undefined}>{letter.text}</b>
      )}
    </span>
  );
}
