import { z } from "zod";
import { isTimeZone } from "@/lib/core/time-zone";
import { keepFoundZone } from "@/lib/people/keep-found-zone";
import { handleForm } from "@/lib/web/handle-form";
import { zoneCookieFor } from "@/lib/web/zone-cookie";

/** A browser's script names the zone it is in: kept in a cookie of this browser, and in the account when there is one. */
export const POST = handleForm({
  schema: z.object({ timeZone: z.string().max(64).refine(isTimeZone, "is no time zone") }),
  who: "anyone",
  async run(ctx, { timeZone }, { request }) {
    await keepFoundZone(ctx, { timeZone });
    return { cookies: [zoneCookieFor(request.headers, timeZone)] };
  },
});
