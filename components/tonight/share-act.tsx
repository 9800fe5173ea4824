import { ButtonLink } from "@/components/ui/button";
import type { RoomVisit } from "@/lib/web/pages/load-room";
import styles from "./share-act.module.css";

/** The button in the head of a film room that opens the link for its group. On a phone it is an icon. */
export function ShareAct({ visit: { room, status, mayChange } }: { visit: RoomVisit }) {
  if (status !== "open" || !mayChange) return null;
  return (
    <div className={styles.share}>
      <ButtonLink href={`/rooms/${room.id}?show=link#link`} icon="share-2">
        <span>Share the list</span>
      </ButtonLink>
    </div>
  );
}
