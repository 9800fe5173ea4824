import { z } from "zod";
import { zoneText } from "@/lib/core/time-zone";
import { chooseTimeZone } from "@/lib/people/choose-time-zone";
import { handleForm } from "@/lib/web/forms/handle-form";

/** An empty zone means the time zone of each browser. */
export const POST = handleForm({
  schema: z.object({ timeZone: z.string().max(64) }),
  async run(ctx, input) {
    const timeZone = input.timeZone || null;
    await chooseTimeZone(ctx, { timeZone });
    const where = timeZone ? zoneText(timeZone) : "the time of each browser";
    return { message: `Times are shown in ${where} from now on.` };
  },
});
