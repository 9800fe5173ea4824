import { RoomkeeperError, statusOf } from "@/lib/core/errors";
import { sessionIdOf } from "@/lib/sessions/session-cookie";
import { safeReturnTo } from "@/lib/web/auth/return-to";
import { plainPage } from "@/lib/web/pages/plain-page";
import { wantsJson } from "./answer-form";
import { carriesSecret } from "./change-text";
import { readFormFields } from "./read-form-fields";

interface Refused {
  requestId: string;
  returnTo: string;
}

/**
 * Returns a form that was refused because of too many requests as a page that contains all its fields and can be sent again with one
 * click, because a redirect would lose the typed text. Null for everything else, which `refuseForm` handles. The form is read only for
 * callers with a session, so that strangers cannot cause this work.
 */
export async function keptForm(
  request: Request,
  error: unknown,
  { requestId, returnTo }: Refused,
): Promise<Response | null> {
  if (!(error instanceof RoomkeeperError) || error.code !== "too_many_requests") return null;
  const { pathname, search } = new URL(request.url);
  if (wantsJson(request) || request.bodyUsed || carriesSecret(pathname)) return null;
  if (!(await sessionIdOf(request.headers.get("cookie")))) return null;
  const fields = await readFormFields(request).catch(() => null);
  if (fields === null) return null;
  const { details } = error;
  const headers = new Headers({
    "cache-control": "no-store",
    "content-type": "text/html; charset=utf-8",
    "retry-after": String(details.retryAfterSeconds ?? 2),
    "x-request-id": requestId,
    ...details.headers,
  });
  const back = safeReturnTo(fields.returnTo, returnTo);
  const page = plainPage({
    title: "Not sent yet",
    sentence: `${error.message} What you filled in is kept on this page, and nothing was changed.`,
    form: { action: pathname + search, fields, label: "Send it again" },
    link: { href: back, label: "Back without sending" },
  });
  return new Response(page, { status: statusOf(error.code), headers });
}
