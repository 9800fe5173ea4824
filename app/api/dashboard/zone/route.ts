import { z } from "zod";
import { isTimeZone } from "@/lib/core/time-zone";
import { keepFoundZone } from "@/lib/people/keep-found-zone";
import { handleForm } from "@/lib/web/forms/handle-form";
import { zoneCookieFor } from "@/lib/web/pages/zone-cookie";

/** A script sends the browser's time zone. It is stored in a cookie of this browser and, if somebody is signed in, in the account. */
export const POST = handleForm({
  schema: z.object({ timeZone: z.string().max(64).refine(isTimeZone, "is not a time zone") }),
  who: "anyone",
  async run(ctx, { timeZone }, { request }) {
    await keepFoundZone(ctx, { timeZone });
    return { cookies: [zoneCookieFor(request.headers, timeZone)] };
  },
});
