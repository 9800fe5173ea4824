import { Button, ButtonLink, HiddenFields } from "@/components/ui/button";
import { Dialog, DialogButtons } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { counted } from "@/lib/core/counted";
import type { TrashView } from "@/lib/web/pages/load-trash";
import { lossesOf, lossLines } from "./kinds/pages-of";
import { whatStays } from "./what-stays";

/** Asks before the whole trash is emptied: shows the numbers, and has a word to type. */
export function EmptyTrashDialog({ trash }: { trash: TrashView }) {
  const whose = trash.owners > 1 ? ` of ${counted(trash.owners, "person", "people")}` : "";
  return (
    <Dialog
      id="empty"
      title="Empty the trash for good?"
      text={`Nothing can bring ${trash.total === 1 ? "it" : "them"} back after this.`}
      losses={[
        { what: `Rooms${whose}`, figure: trash.total.toLocaleString("en-US") },
        ...lossLines(lossesOf(trash.kinds, { ratings: trash.ratings })),
        { what: "What stays", figure: whatStays(trash.kinds, 2) },
      ]}
    >
      <form method="post" action="/api/dashboard/rooms/bulk">
        <HiddenFields fields={{ action: "purge", trash: 1, returnTo: "/trash" }} />
        <TextField
          id="empty-word"
          name="typed"
          label="Type empty to confirm"
          required
          pattern="\s*empty\s*"
          title="Type exactly: empty"
          autoComplete="off"
        />
        <DialogButtons>
          <ButtonLink href="#main">Keep {trash.total === 1 ? "it" : "them"}</ButtonLink>
          <Button look="final">Delete {counted(trash.total, "room")} for good</Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
