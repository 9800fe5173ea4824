import { ButtonLink, FormButton } from "@/components/ui/button";
import { Dialog, DialogButtons, DialogClose } from "@/components/ui/dialog";
import { theCounted } from "@/lib/core/counted";
import { canUndo, importStatusOf } from "@/lib/transfer/imports/import-status";
import type { RoomImport } from "@/lib/transfer/imports/room-import";

/** What can be done about an import in the state it is in. */
export function ImportActs({ given }: { given: RoomImport }) {
  const { id, state, hasFiles } = given;
  const to = (act: string) => ({
    action: `/api/dashboard/imports/${id}/${act}`,
    fields: { returnTo: `/admin/data/${id}` },
  });
  switch (importStatusOf(given)) {
    case "working":
      return (
        <ButtonLink href={`/admin/data/${id}`} icon="refresh-cw">
          Look again
        </ButtonLink>
      );
    case "waiting":
      return (
        <>
          <FormButton {...to("discard")}>Throw it away</FormButton>
          <FormButton look="first" icon="check" {...to("run")}>
            Bring them in
          </FormButton>
        </>
      );
    case "stopped":
      return (
        <FormButton look="first" {...to(GOING_ON[state] ?? "check")}>
          {GOING_ON[state] ? "Go on" : "Look through it again"}
        </FormButton>
      );
    case "nothing":
    case "cleared":
    case "unusable":
      return (
        <>
          {state === "checked" && hasFiles ? (
            <FormButton {...to("discard")}>Throw it away</FormButton>
          ) : null}
          <ButtonLink href="/admin/data" icon="search">
            Choose another file
          </ButtonLink>
        </>
      );
    default:
      return canUndo(given) ? (
        <ButtonLink href="#undo" icon="rotate-ccw">
          Take it back
        </ButtonLink>
      ) : null;
  }
}

const GOING_ON: Partial<Record<RoomImport["state"], string>> = { running: "run", undoing: "undo" };

/** Asks before an import is undone, which moves the rooms that it made to the trash. */
export function UndoDialog({ given }: { given: RoomImport }) {
  if (!canUndo(given)) return null;
  const rooms = theCounted(given.made, "room");
  return (
    <Dialog
      id="undo"
      title="Take this import back?"
      text={`${rooms} that it made ${given.made === 1 ? "goes" : "go"} to the trash, with what people did there since. Rooms that were here before keep what was joined into them.`}
    >
      <DialogButtons>
        <DialogClose>Keep it</DialogClose>
        <FormButton
          look="danger"
          icon="rotate-ccw"
          action={`/api/dashboard/imports/${given.id}/undo`}
          fields={{ returnTo: `/admin/data/${given.id}` }}
        >
          Take it back
        </FormButton>
      </DialogButtons>
    </Dialog>
  );
}
