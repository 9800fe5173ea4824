import { z } from "zod";
import { followMailLink } from "@/lib/warnings/follow-mail-link";
import { quietByLink } from "@/lib/warnings/want-mail";
import { handleForm } from "@/lib/web/forms/handle-form";

/** Does what a link of a mail is for. It is a POST, so that a program that opens the links of mails does nothing. */
export const POST = handleForm({
  schema: z.object({
    code: z.string().min(1).max(500),
    act: z.enum(["keep", "let-go", "quiet"]),
  }),
  who: "anyone",
  async run(ctx, { code, act }) {
    if (act === "quiet") {
      await quietByLink(ctx, code);
      return { message: "You get no more mails about rooms that leave." };
    }
    await followMailLink(ctx, { code, act });
    return { message: act === "keep" ? "Kept for another month." : "Moved to the trash." };
  },
});
