import { z } from "zod";
import { endCookie, endName, readFormerCookie, setCookie } from "@/lib/sessions/cookies";
import { handleForm } from "@/lib/web/forms/handle-form";
import { THEMES } from "@/lib/web/pages/theme";

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Stores the chosen theme in a cookie of this browser, so that the server sends every page with it. */
export const POST = handleForm({
  schema: z.object({ theme: z.enum(THEMES) }),
  who: "anyone",
  async run(_ctx, { theme }, { request: { headers } }) {
    const former = readFormerCookie(headers.get("cookie"), "theme");
    const chosen =
      theme === "system"
        ? endCookie(headers, "theme")
        : [setCookie(headers, "theme", theme, { maxAgeSeconds: YEAR_SECONDS })];
    return { cookies: former ? [...chosen, endName(headers, former.name)] : chosen };
  },
});
