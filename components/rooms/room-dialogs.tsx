import { Button, ButtonLink, HiddenFields } from "@/components/ui/button";
import { Dialog, DialogButtons } from "@/components/ui/dialog";
import { TextArea } from "@/components/ui/field";
import { Name } from "@/components/ui/name";
import { RoomName } from "@/components/ui/room-name";
import { daysText } from "@/lib/core/day-text";
import { LIMITS } from "@/lib/core/limits";
import type { RoomVisit } from "@/lib/web/pages/load-room";
import { ExpiryDialogs } from "./expiry-dialogs";
import { ExtendDialog } from "./extend-dialog";
import { lossLines, pagesOf } from "./kinds/pages-of";
import { PurgeDialog } from "./purge-dialog";

/** Every dialog of a room's pages. The links on a page decide which of them can be opened. */
export function RoomDialogs({ visit }: { visit: RoomVisit }) {
  if (!visit.mayChange) return null;
  const { room, status, facts } = visit;
  if (status !== "open") {
    return <PurgeDialog id="purge" room={room} now={facts.now} returnTo="/trash" />;
  }
  return (
    <>
      <DeleteDialog visit={visit} />
      <LockDialog visit={visit} />
      {room.expiresAt ? <ExtendDialog room={room} now={facts.now} /> : null}
      <ExpiryDialogs room={room} now={facts.now} />
    </>
  );
}

function DeleteDialog({ visit: { room, inUse } }: { visit: RoomVisit }) {
  const wait = daysText(room.trashDays);
  const pages = pagesOf(room.kind);
  return (
    <Dialog
      id="delete"
      roomName={room.name}
      title={
        <>
          Delete “<RoomName name={room.name} />
          ”?
        </>
      }
      text={`It goes to the trash and can be restored for ${wait}. ${
        inUse
          ? `People are ${pages.words.using} it now. Nothing that they do from now on is kept.`
          : ""
      }`}
      losses={[
        ...lossLines(pages.losses(room)),
        { what: "What stays", figure: `everything, for ${wait}` },
      ]}
    >
      <form method="post" action={`/api/dashboard/rooms/${room.id}/delete`}>
        <HiddenFields fields={{ returnTo: "/rooms" }} />
        <DialogButtons>
          <ButtonLink href="#main">Keep it</ButtonLink>
          <Button look="final">Delete</Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}

function LockDialog({ visit: { room, isOwner } }: { visit: RoomVisit }) {
  return (
    <Dialog
      id="lock"
      roomName={room.name}
      title={
        <>
          Lock “<RoomName name={room.name} />
          ”?
        </>
      }
      text={`Nobody can join or ${pagesOf(room.kind).words.use} until it is unlocked. What is in it stays, and its expiry keeps running.`}
    >
      <form method="post" action={`/api/dashboard/rooms/${room.id}/lock`}>
        <HiddenFields fields={{ returnTo: `/rooms/${room.id}` }} />
        <TextArea
          id="lock-reason"
          name="reason"
          rows={3}
          maxLength={LIMITS.reasonUnitsMax}
          required={!isOwner}
          label={
            isOwner ? (
              "Reason, if you like"
            ) : (
              <>
                Reason, shown to <Name>{room.creatorName}</Name>
              </>
            )
          }
          hint={isOwner ? "Goes to the audit log" : "Goes to the owner and the audit log"}
        />
        <DialogButtons>
          <ButtonLink href="#main">Leave it open</ButtonLink>
          <Button look="first" icon="lock">
            Lock the room
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
