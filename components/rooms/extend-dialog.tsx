import { Button, ButtonLink, HiddenFields } from "@/components/ui/button";
import { Dialog, DialogButtons } from "@/components/ui/dialog";
import { ChoiceField } from "@/components/ui/field";
import { RoomName } from "@/components/ui/room-name";
import type { RoomRecord } from "@/lib/rooms/room-record";
import { extendSentence, leavesSentence } from "./expiry-text";

/** The choices of the form: how many days a room can be extended by. */
export const EXTENSIONS = [
  { value: "1", label: "A day" },
  { value: "7", label: "A week" },
  { value: "30", label: "A month" },
];

/** Asks by how much the room is extended, and says when it leaves without that and what extending does. */
export function ExtendDialog({ room, now }: { room: RoomRecord; now: Date }) {
  return (
    <Dialog
      id="extend"
      roomName={room.name}
      title={
        <>
          Extend “<RoomName name={room.name} />
          ”?
        </>
      }
      text={`${leavesSentence(room.expiresAt, now)} ${extendSentence(room)}`}
    >
      <form method="post" action={`/api/dashboard/rooms/${room.id}/extend`}>
        <HiddenFields fields={{ returnTo: `/rooms/${room.id}` }} />
        <ChoiceField name="days" label="By how much" options={EXTENSIONS} chosen={["7"]} />
        <DialogButtons>
          <ButtonLink href="#main">Leave it as it is</ButtonLink>
          <Button look="first" icon="calendar-plus">
            Extend
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
