import { headers } from "next/headers";
import { z } from "zod";
import { now } from "@/lib/core/clock";
import { getServices } from "@/lib/runtime/services";
import type { VisitHeaders } from "@/lib/runtime/visit-origin";
import { cookieName, readCookie, setCookie } from "@/lib/sessions/cookies";
import { viewer } from "@/lib/web/pages/viewer";

const SECONDS = 60;
/** Browsers drop cookies of more than 4,096 bytes, and sealing turns three bytes into four characters. */
const TEXT_BYTES_MAX = 2_700;

/** An undo can only be a form to a route of our own dashboard. */
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
const Carried = Flash.extend({ untilMs: z.number() });

/** The message that the page after a form shows once: a toast, which may have an undo. */
export type Flash = z.infer<typeof Flash>;

/**
 * The Set-Cookie value that carries a flash to the next page. It is sealed for one session, so that nobody else can put text or an
 * undo into a page. The toast deletes the cookie; otherwise it ends after a minute.
 * @param sessionId the session of the next page; null for no session
 */
export function flashCookie(visit: VisitHeaders, flash: Flash, sessionId: string | null): string {
  const sealed = getServices().secretBox.seal(textOf(flash), placeOf(sessionId));
  return setCookie(visit, "flash", sealed, { maxAgeSeconds: SECONDS, httpOnly: false });
}

/** Reads the flash of a request in a session (null for no session), or null. A cookie that is not sealed for it is ignored. */
export function flashOf(cookieHeader: string | null, sessionId: string | null): Flash | null {
  const sealed = readCookie(cookieHeader, "flash");
  if (!sealed) return null;
  try {
    const text = getServices().secretBox.open(sealed, placeOf(sessionId));
    const { untilMs, ...flash } = Carried.parse(JSON.parse(text));
    return untilMs > now().getTime() ? flash : null;
  } catch {
    return null;
  }
}

/** The flash of the page being rendered, with the name of its cookie, which a script deletes after the flash was shown. */
export async function readFlash(): Promise<(Flash & { cookie: string }) | null> {
  const [sent, found] = await Promise.all([headers(), viewer()]);
  const flash = flashOf(sent.get("cookie"), found?.sessionId ?? null);
  return flash && { ...flash, cookie: cookieName(sent, "flash") };
}

/** The flash as text that fits a cookie. A long message is cut first; the undo is dropped only if that is not enough. */
function textOf(flash: Flash): string {
  const untilMs = now().getTime() + SECONDS * 1000;
  const characters = Array.from(flash.message.slice(0, 500).toWellFormed());
  for (const undo of [flash.undo, undefined]) {
    for (
      let length = characters.length;
      length >= 40 || length === characters.length;
      length -= 20
    ) {
      const message = characters.slice(0, length).join("");
      const text = JSON.stringify({ ...flash, message, undo, untilMs });
      if (Buffer.byteLength(text) <= TEXT_BYTES_MAX) return text;
    }
  }
  return JSON.stringify({ message: "Done.", untilMs });
}

function placeOf(sessionId: string | null): string {
  return `cookie.flash/${sessionId ?? "nobody"}`;
}
