import { z } from "zod";
import { counted } from "@/lib/core/counted";
import { quoteName } from "@/lib/core/quote-name";
import { changeSpaceRules, type SpaceRules } from "@/lib/spaces/change-space-rules";
import { handleForm } from "@/lib/web/forms/handle-form";

const days = z.coerce.number();
const orNone = z.preprocess((value) => value || null, z.coerce.number().nullable());

export const POST = handleForm({
  schema: z.object({
    id: z.string(),
    idleDays: orNone,
    trashDays: days,
    warnDays: days,
    roomsMax: orNone,
    roomsPerOwnerMax: orNone,
  }),
  async run(ctx, input) {
    const { name, before, rooms } = await changeSpaceRules(ctx, input);
    const moved = `${counted(rooms, "room")} ${rooms === 1 ? "has" : "have"}`;
    const message = `The rules of ${quoteName(name)} are changed.`;
    return {
      message: rooms > 0 ? `${message} ${moved} a new last day.` : message,
      undo: { action: `/api/dashboard/spaces/${input.id}/rules`, fields: fieldsOf(before) },
    };
  },
});

function fieldsOf(rules: SpaceRules): Record<string, string> {
  return Object.fromEntries(
    Object.entries(rules).map(([name, value]) => [name, value === null ? "" : String(value)]),
  );
}
