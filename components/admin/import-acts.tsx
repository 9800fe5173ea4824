import { ButtonLink, FormButton } from "@/components/ui/button";
import { Dialog, DialogButtons, DialogClose } from "@/components/ui/dialog";
import { counted } from "@/lib/core/counted";
import { isAtWork, type RoomImport } from "@/lib/imports/room-import";

/** What can be done about an import in the state it is in. */
export function ImportActs({ given }: { given: RoomImport }) {
  const { id, state, report } = given;
  const to = (act: string) => ({
    action: `/api/dashboard/imports/${id}/${act}`,
    fields: { returnTo: `/admin/data/${id}` },
  });
  const news = report ? report.created + report.joined + report.replaced + report.trashCopied : 0;
  if (isAtWork(given)) {
    return (
      <ButtonLink href={`/admin/data/${id}`} icon="refresh-cw">
        Look again
      </ButtonLink>
    );
  }
  if (state === "checked") {
    return (
      <>
        <FormButton {...to("discard")}>Throw it away</FormButton>
        {news > 0 ? (
          <FormButton look="first" icon="check" {...to("run")}>
            Bring them in
          </FormButton>
        ) : null}
      </>
    );
  }
  if (state === "uploaded" || state === "checking") {
    return (
      <FormButton look="first" {...to("check")}>
        Look through it again
      </FormButton>
    );
  }
  if (state === "running" || state === "undoing") {
    return (
      <FormButton look="first" {...to(state === "running" ? "run" : "undo")}>
        Go on
      </FormButton>
    );
  }
  return canUndo(given) ? (
    <ButtonLink href="#undo" icon="rotate-ccw">
      Take it back
    </ButtonLink>
  ) : null;
}

/** Asks before the rooms that an import made go to the trash. */
export function UndoDialog({ given }: { given: RoomImport }) {
  if (!canUndo(given)) return null;
  const rooms = counted(given.made, "room");
  return (
    <Dialog
      id="undo"
      title="Take this import back?"
      text={`The ${rooms} it made will go to the trash, with what people did in them since. Rooms that were here before keep what was joined into them.`}
    >
      <DialogButtons>
        <DialogClose>Keep them</DialogClose>
        <FormButton
          look="danger"
          icon="trash"
          action={`/api/dashboard/imports/${given.id}/undo`}
          fields={{ returnTo: `/admin/data/${given.id}` }}
        >
          Move them to the trash
        </FormButton>
      </DialogButtons>
    </Dialog>
  );
}

/** A run that failed half-way may have made rooms as well. */
function canUndo({ state, made }: RoomImport): boolean {
  return made > 0 && (state === "done" || state === "failed");
}
