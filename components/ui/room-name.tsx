import { counted } from "@/lib/core/counted";
import styles from "./room-name.module.css";
import { ShownText } from "./shown-text";

/**
 * A room's name for reading. It is isolated from the direction of the text around it. Blanks at its ends are drawn as ␣, and characters
 * without a glyph as their code points, so that they can be seen. The room's actual name does not change.
 */
export function RoomName({ name }: { name: string }) {
  const start = name.length - name.replace(/^\p{Zs}+/u, "").length;
  const inner = name.slice(start).replace(/\p{Zs}+$/u, "");
  const end = name.length - start - inner.length;
  return (
    <bdi dir="auto">
      <Blanks count={start} />
      <ShownText text={inner} />
      <Blanks count={end} />
    </bdi>
  );
}

function Blanks({ count }: { count: number }) {
  if (count <= 0) return null;
  return (
    <span className={styles.ws} title={counted(count, "space")}>
      {"␣".repeat(Math.min(count, 8))}
    </span>
  );
}
