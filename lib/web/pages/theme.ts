import { headers } from "next/headers";
import { readCookie, readFormerCookie } from "@/lib/sessions/cookies";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** The theme this browser chose; `system` when it chose none. */
export async function readTheme(): Promise<Theme> {
  const sent = (await headers()).get("cookie");
  const value = readCookie(sent, "theme") ?? readFormerCookie(sent, "theme")?.value;
  return THEMES.find((theme) => theme === value) ?? "system";
}
