import { z } from "zod";
import { setCookie } from "@/lib/sessions/session-cookie";
import { handleForm } from "@/lib/web/handle-form";
import { THEME_COOKIE, THEMES } from "@/lib/web/theme";

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Keeps the chosen theme in a cookie of this browser, so that the server draws it from the first byte. */
export const POST = handleForm({
  schema: z.object({ theme: z.enum(THEMES) }),
  who: "anyone",
  async run(_ctx, { theme }) {
    const maxAgeSeconds = theme === "system" ? 0 : YEAR_SECONDS;
    return { cookies: [setCookie(THEME_COOKIE, theme, { maxAgeSeconds })] };
  },
});
