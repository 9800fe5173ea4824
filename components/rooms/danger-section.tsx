import { ButtonLink } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { daysText } from "@/lib/core/day-text";
import type { RoomVisit } from "@/lib/web/pages/load-room";

/** The buttons that delete a room: to the trash, or from the trash for good. */
export function DangerSection({ visit: { room, status, mayChange } }: { visit: RoomVisit }) {
  if (!mayChange) return null;
  const isOpen = status === "open";
  return (
    <Section
      title={isOpen ? "Delete" : "Delete for good"}
      note={
        isOpen
          ? `First to the trash, for ${daysText(room.trashDays)}.`
          : "There is no way back after this."
      }
    >
      <div>
        <ButtonLink look="danger" icon="trash" href={isOpen ? "#delete" : "#purge"}>
          {isOpen ? "Delete the room" : "Delete for good"}
        </ButtonLink>
      </div>
    </Section>
  );
}
