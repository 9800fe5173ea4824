import type { ReactNode } from "react";
import { Button, ButtonLink, HiddenFields } from "@/components/ui/button";
import { Dialog, DialogButtons } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { RoomName } from "@/components/ui/room-name";
import { span } from "@/components/ui/time-text";
import { shownText } from "@/lib/core/hidden-characters";
import { foldTyped, patternOfName } from "@/lib/core/typed-name";
import type { RoomRecord } from "@/lib/rooms/room-record";
import { lossLines, pagesOf } from "./kinds/pages-of";
import { whatStays } from "./what-stays";

/** Asks for the name before a room is deleted for good, and says how much is deleted with it. */
export function PurgeDialog({
  id,
  room,
  now,
  returnTo,
  namesake,
}: {
  id: string;
  room: Pick<
    RoomRecord,
    "id" | "kind" | "name" | "ratingCount" | "peopleCount" | "matchCount" | "purgeAt"
  >;
  now: Date;
  returnTo: string;
  /** Text about a room with nearly the same name, which is not deleted. */
  namesake?: ReactNode;
}) {
  const left = room.purgeAt ? span(room.purgeAt.getTime() - now.getTime()) : null;
  return (
    <Dialog
      id={id}
      roomName={room.name}
      title={
        <>
          Delete “<RoomName name={room.name} />” for good?
        </>
      }
      text={`Nothing can bring it back after this.${left ? ` Left alone, it stays here for another ${left}.` : ""}`}
      losses={[
        ...lossLines(pagesOf(room.kind).losses(room)),
        { what: "What stays", figure: whatStays([room.kind], 1) },
      ]}
    >
      <form method="post" action={`/api/dashboard/rooms/${room.id}/purge`}>
        <HiddenFields fields={{ returnTo }} />
        <TextField
          id={`${id}-name`}
          name="typedName"
          required={foldTyped(room.name) !== ""}
          pattern={patternOfName(room.name)}
          title={`Type exactly: ${shownText(room.name.trim())}`}
          autoComplete="off"
          label={
            <>
              Type <RoomName name={room.name.trim()} /> to confirm
            </>
          }
          hint={namesake}
        />
        <DialogButtons>
          <ButtonLink href="#main">Keep it</ButtonLink>
          <Button look="final">Delete for good</Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
