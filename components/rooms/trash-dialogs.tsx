import { ButtonLink } from "@/components/ui/button";
import { Dialog, DialogButtons } from "@/components/ui/dialog";
import { Name } from "@/components/ui/name";
import { RoomName } from "@/components/ui/room-name";
import type { TrashItem } from "@/lib/rooms/list-trash";
import { refuseRoomAction } from "@/lib/rooms/room-policy";
import type { TrashView } from "@/lib/web/pages/load-trash";
import { PurgeDialog } from "./purge-dialog";

/** The dialogs of the rows: delete for good, and why a room whose name is taken cannot be restored yet. */
export function TrashDialogs({ trash }: { trash: TrashView }) {
  const mine = trash.items.filter((room) => !refuseRoomAction(trash.viewer.actor, "purge", room));
  return mine.map((room) => (
    <div key={room.id}>
      <PurgeDialog
        id={`purge-${room.id}`}
        room={{ ...room, purgeAt: room.purgeDueAt }}
        now={trash.now}
        returnTo="/trash"
        namesake={<Namesake room={room} others={trash.items} />}
      />
      {room.nameTakenBy ? (
        <TakenDialog room={room} takenBy={room.nameTakenBy} viewer={trash.viewer} />
      ) : null}
    </div>
  ));
}

/** Names the room in the trash whose name is most like this one's, so that nobody mistakes one for the other. */
function Namesake({ room, others }: { room: TrashItem; others: readonly TrashItem[] }) {
  const plain = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  const near = others.find(
    (other) => other.id !== room.id && plain(other.name) === plain(room.name),
  );
  if (!near || plain(room.name) === "") return null;
  return (
    <span>
      “<RoomName name={near.name} />” {near.name === room.name ? "from another time " : ""}is also
      in the trash and is not touched.
    </span>
  );
}

function TakenDialog({
  room,
  takenBy,
  viewer,
}: {
  room: TrashItem;
  takenBy: NonNullable<TrashItem["nameTakenBy"]>;
  viewer: TrashView["viewer"];
}) {
  const maySee = viewer.role === "admin" || takenBy.ownerId === viewer.id;
  return (
    <Dialog
      id={`taken-${room.id}`}
      roomName={room.name}
      title={
        <>
          “<RoomName name={room.name} />” cannot be restored yet
        </>
      }
      text={
        <>
          <Name>{takenBy.ownerId === viewer.id ? "You" : takenBy.creatorName}</Name> opened a new
          room of that name, and a name belongs to one open room at a time. Once that room is in the
          trash, this one can be restored with everything in it.
        </>
      }
    >
      <DialogButtons>
        <ButtonLink href="#main">Leave it here</ButtonLink>
        {maySee ? (
          <ButtonLink look="first" href={`/rooms/${takenBy.id}`}>
            Look at the open room
          </ButtonLink>
        ) : null}
      </DialogButtons>
    </Dialog>
  );
}
