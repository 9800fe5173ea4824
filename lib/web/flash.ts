import { cookies } from "next/headers";
import { z } from "zod";
import { setCookie } from "@/lib/sessions/session-cookie";

const SECONDS = 60;
export const FLASH_COOKIE = "rk_flash";

/** Undo can only ever be a form to our own dashboard routes. */
const Flash = z.object({
  message: z.string().max(500),
  tone: z.enum(["done", "problem"]).optional(),
  undo: z
    .object({
      action: z.string().regex(/^\/api\/dashboard\/[\w./%-]+$/),
      fields: z.record(z.string(), z.string()),
    })
    .optional(),
});

/** What the page after a form says once: a toast, with an undo where there is one. */
export type Flash = z.infer<typeof Flash>;

/** The Set-Cookie value that carries it to the next page. The toast takes it away, or a minute does. */
export function flashCookie(flash: Flash): string {
  const message = flash.message.slice(0, 500);
  return setCookie(FLASH_COOKIE, JSON.stringify({ ...flash, message }), {
    maxAgeSeconds: SECONDS,
    httpOnly: false,
  });
}

/** The flash of the page being rendered, or null; anything that does not look like one is ignored. */
export async function readFlash(): Promise<Flash | null> {
  const value = (await cookies()).get(FLASH_COOKIE)?.value;
  if (!value) return null;
  try {
    return Flash.parse(JSON.parse(value));
  } catch {
    return null;
  }
}
