import { RoomkeeperError, statusOf } from "@/lib/core/errors";
import { getServices } from "@/lib/runtime/services";
import {
  type KeptChange,
  keepChange,
  readKeptChange,
  type SentForm,
  takeKeptChange,
} from "@/lib/sessions/kept-change";
import { sessionIdOf } from "@/lib/sessions/session-cookie";
import type { Viewer } from "@/lib/web/pages/viewer";
import { signInAddress, wantsJson } from "./answer-form";
import { isKept } from "./change-text";

/** The page that asks whether to carry out or drop a kept change. */
export const UNFINISHED = "/unfinished";

/** The message for a person who signs in with another account. */
export const DROPPED =
  "A change that another account had started in this browser was dropped. Nothing was changed.";

/** The hidden field that marks a kept form. */
const FINISHES = "finishes";

/**
 * Stores a form that was sent after its session had ended, bound to the cookie of that session, and redirects to the sign-in page.
 * Null if nobody was signed in, and for forms that make no sense later.
 */
export async function keepForSignIn(
  request: Request,
  sent: { fields: Record<string, unknown>; returnTo: string },
): Promise<Response | null> {
  const action = new URL(request.url).pathname;
  if (wantsJson(request) || !isKept(action)) return null;
  const sessionId = await sessionIdOf(request.headers.get("cookie"));
  if (sessionId === null) return null;
  const fields = Object.entries(sent.fields).filter((entry): entry is [string, string | string[]] =>
    [entry[1]].flat().every((value) => typeof value === "string"),
  );
  const form: SentForm = { action, fields: Object.fromEntries(fields), returnTo: sent.returnTo };
  if (!(await keepChange(getServices(), sessionId, form))) return null;
  const headers = { location: signInAddress(sent.returnTo), "cache-control": "no-store" };
  return new Response(null, { status: 303, headers });
}

/** The kept change of the session in this cookie. The session may have ended. */
export async function keptChangeOf(cookieHeader: string | null): Promise<KeptChange | null> {
  const sessionId = await sessionIdOf(cookieHeader);
  return sessionId === null ? null : readKeptChange(getServices(), sessionId);
}

/** The hidden fields with which a kept form is sent again. */
export function fieldsOf(kept: KeptChange): [name: string, value: string][] {
  const fields = { ...kept.fields, returnTo: kept.returnTo, [FINISHES]: kept.id };
  return Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, one]),
  );
}

/** Carries out a form. A kept form is carried out once; if the server fails, it stays kept. */
export async function finishing<Reply>(
  fields: Record<string, unknown>,
  viewer: Viewer | null,
  run: () => Promise<Reply>,
): Promise<Reply> {
  const id = fields[FINISHES];
  if (typeof id !== "string" || !viewer) return run();
  const taken = await takeKeptChange(getServices(), { id, sessionId: viewer.sessionId });
  if (!taken) {
    throw new RoomkeeperError(
      "conflict",
      "This change was carried out already, or it waited for too long.",
    );
  }
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof RoomkeeperError) || statusOf(error.code) >= 500) await taken.putBack();
    throw error;
  }
}
