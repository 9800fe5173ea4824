import { FormButton } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Name } from "@/components/ui/name";
import { AbsoluteTime, TimeAgo, TimeUntil } from "@/components/ui/time";
import type { RoomVisit } from "@/lib/web/pages/load-room";
import { pagesOf } from "./kinds/pages-of";
import styles from "./room-banner.module.css";
import { TrashWhy } from "./trash-why";

/** The banner of a room that is locked or in the trash, with the reason. */
export function RoomBanner({ visit }: { visit: RoomVisit }) {
  return (
    <>
      {visit.room.lockedAt ? <LockedBanner visit={visit} /> : null}
      {visit.status === "open" ? null : <TrashBanner visit={visit} />}
    </>
  );
}

function LockedBanner({ visit: { room, facts, viewer, mayChange } }: { visit: RoomVisit }) {
  const byViewer = room.lockedBy === viewer.id;
  return (
    <section className={styles.banner} aria-label="Locked">
      <Icon name="lock" />
      <div>
        <p>
          <b>
            Locked by{" "}
            {byViewer ? (
              "you"
            ) : (
              <>
                <Name>{facts.lockedByName ?? "an admin"}</Name>
                {mayChange ? null : ", an admin"}
              </>
            )}
            .
          </b>{" "}
          Nobody can join or {pagesOf(room.kind).words.use}
          {room.lockedAt ? " since " : ""}
          {room.lockedAt ? <AbsoluteTime at={room.lockedAt} as="short" /> : null}.
        </p>
        {room.lockReason ? (
          <p className={styles.reason}>
            <Name hasLines>{`“${room.lockReason}”`}</Name>
          </p>
        ) : null}
        {mayChange ? null : (
          <p>You can look at it, but change nothing until an admin unlocks it.</p>
        )}
      </div>
      {mayChange ? (
        <FormButton
          icon="lock-open"
          action={`/api/dashboard/rooms/${room.id}/unlock`}
          fields={{ returnTo: `/rooms/${room.id}` }}
        >
          Unlock
        </FormButton>
      ) : null}
    </section>
  );
}

function TrashBanner({ visit: { room, facts, status, viewer } }: { visit: RoomVisit }) {
  const { nameTakenBy } = facts;
  return (
    <section className={styles.banner} aria-label="In the trash">
      <Icon name="trash" />
      <div>
        <p>
          <b>In the trash.</b>{" "}
          <TrashWhy
            room={{ ...room, trashedByName: facts.trashedByName, successorName: null }}
            status={status}
            viewerId={viewer.id}
          />
          , <TimeAgo at={room.trashedAt ?? room.expiresAt ?? facts.now} />.
        </p>
        <p>
          {room.purgeAt ? (
            <>
              It is deleted for good <TimeUntil at={room.purgeAt} />, on{" "}
              <AbsoluteTime at={room.purgeAt} as="day" />. Until then it can be restored with
              everything in it.
            </>
          ) : (
            "It can be restored with everything in it."
          )}
        </p>
        {nameTakenBy ? (
          <p>
            Its name is taken: <Name>{nameTakenBy.creatorName}</Name> has an open room of that name
            {viewer.role === "admin" || nameTakenBy.ownerId === viewer.id ? (
              <>
                , <a href={`/rooms/${nameTakenBy.id}`}>look at it</a>
              </>
            ) : null}
            . Once that one is in the trash, this one can be restored.
          </p>
        ) : null}
      </div>
    </section>
  );
}
