import { z } from "zod";
import { counted } from "@/lib/core/counted";
import { quoteName } from "@/lib/core/quote-name";
import { changeSpaceRules, type SpaceRules } from "@/lib/spaces/change-space-rules";
import { handleForm } from "@/lib/web/forms/handle-form";

const days = z.coerce.number();
const orNever = z.preprocess((value) => (value === "" ? null : value), days.nullable());

export const POST = handleForm({
  schema: z.object({ id: z.string(), idleDays: orNever, trashDays: days, warnDays: days }),
  async run(ctx, input) {
    const { name, before, rooms } = await changeSpaceRules(ctx, input);
    const moved = `${counted(rooms, "room")} ${rooms === 1 ? "has" : "have"}`;
    const message = `The expiry rules of ${quoteName(name)} are changed.`;
    return {
      message: rooms > 0 ? `${message} ${moved} a new last day.` : message,
      undo: { action: `/api/dashboard/spaces/${input.id}/rules`, fields: fieldsOf(before) },
    };
  },
});

function fieldsOf({ idleDays, trashDays, warnDays }: SpaceRules): Record<string, string> {
  return {
    idleDays: idleDays === null ? "" : String(idleDays),
    trashDays: String(trashDays),
    warnDays: String(warnDays),
  };
}
