import { RoomkeeperError, statusOf } from "@/lib/core/errors";
import {
  type KeptChange,
  keepChange,
  readKeptChange,
  type SentForm,
  takeKeptChange,
} from "@/lib/sessions/kept-change";
import { sessionIdOf } from "@/lib/sessions/session-cookie";
import { signInAddress, wantsJson } from "./answer-form";
import { isKept } from "./change-words";
import type { Viewer } from "./viewer";

/** Where a change that waited is asked about, and carried out or dropped. */
export const UNFINISHED = "/unfinished";

/** What whoever signs in as another person is told. */
export const DROPPED =
  "What waited here for another account to sign in was dropped, and nothing was changed.";

/** The field that a form bears which waited. */
const FINISHES = "finishes";

/**
 * Keeps a browser's form whose session has ended, bound to the cookie of that session, and leads to the sign-in page. Null for a
 * form that nobody was signed in for, and for what makes no sense later.
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
  if (!(await keepChange(sessionId, form))) return null;
  const headers = { location: signInAddress(sent.returnTo), "cache-control": "no-store" };
  return new Response(null, { status: 303, headers });
}

/** The change that waits for whoever has this session's cookie, living or not. */
export async function keptChangeOf(cookieHeader: string | null): Promise<KeptChange | null> {
  const sessionId = await sessionIdOf(cookieHeader);
  return sessionId === null ? null : readKeptChange(sessionId);
}

/** The hidden fields that send a kept form again, once. */
export function fieldsOf(kept: KeptChange): [name: string, value: string][] {
  const fields = { ...kept.fields, returnTo: kept.returnTo, [FINISHES]: kept.id };
  return Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, one]),
  );
}

/** Carries out a form; one that waited is carried out once, and waits on when something here failed. */
export async function finishing<Reply>(
  fields: Record<string, unknown>,
  viewer: Viewer | null,
  run: () => Promise<Reply>,
): Promise<Reply> {
  const id = fields[FINISHES];
  if (typeof id !== "string" || !viewer) return run();
  const taken = await takeKeptChange({ id, sessionId: viewer.sessionId });
  if (!taken) {
    throw new RoomkeeperError("conflict", "That was carried out already, or waited for too long.");
  }
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof RoomkeeperError) || statusOf(error.code) >= 500) await taken.putBack();
    throw error;
  }
}
