import { ButtonLink, FormButton } from "@/components/ui/button";
import buttonStyles from "@/components/ui/button.module.css";
import { Name } from "@/components/ui/name";
import { Section } from "@/components/ui/section";
import type { RoomVisit } from "@/lib/web/pages/load-room";
import { pagesOf } from "./kinds/pages-of";

/** Whether people can join and use the room, and the button that changes this. */
export function LockSection({
  visit: { room, status, mayChange, facts, viewer },
}: {
  visit: RoomVisit;
}) {
  if (status !== "open") return null;
  const by = room.lockedBy === viewer.id ? "you" : <Name>{facts.lockedByName ?? "an admin"}</Name>;
  const { use } = pagesOf(room.kind).words;
  return (
    <Section
      title="Lock"
      note={`Nobody can join or ${use} in a locked room. Nothing in it is lost.`}
    >
      <div>
        <p>
          {room.lockedAt ? (
            <>
              Locked by {by}. Nobody can join or {use}.
            </>
          ) : (
            `Open. Everybody who knows the room can join and ${use}.`
          )}
        </p>
        {mayChange ? (
          <div className={`${buttonStyles.btns} ${buttonStyles.after}`}>
            {room.lockedAt ? (
              <FormButton
                icon="lock-open"
                action={`/api/dashboard/rooms/${room.id}/unlock`}
                fields={{ returnTo: `/rooms/${room.id}/settings` }}
              >
                Unlock
              </FormButton>
            ) : (
              <ButtonLink icon="lock" href="#lock">
                Lock
              </ButtonLink>
            )}
          </div>
        ) : null}
      </div>
    </Section>
  );
}
