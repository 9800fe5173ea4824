import { RoomkeeperError, statusOf } from "@/lib/core/errors";
import { sessionIdOf } from "@/lib/sessions/session-cookie";
import { wantsJson } from "./answer-form";
import { readFormFields } from "./read-form-fields";
import { safeReturnTo } from "./return-to";

interface Refused {
  requestId: string;
  returnTo: string;
}

/**
 * A form that came at a bad moment (too many requests) is handed back as a page that holds all of it, to be sent again with one
 * click: a redirect would lose what was typed. Null for everything else, which `refuseForm` answers. Only the form of somebody
 * with a session is read, so that strangers cannot make it work.
 */
export async function keptForm(
  request: Request,
  error: unknown,
  { requestId, returnTo }: Refused,
): Promise<Response | null> {
  if (!(error instanceof RoomkeeperError) || error.code !== "too_many_requests") return null;
  if (wantsJson(request) || request.bodyUsed) return null;
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
  const { pathname, search } = new URL(request.url);
  const back = safeReturnTo(fields.returnTo, returnTo);
  const page = pageOf({
    message: error.message,
    action: pathname + search,
    fields,
    returnTo: back,
  });
  return new Response(page, { status: statusOf(error.code), headers });
}

interface Kept {
  message: string;
  action: string;
  fields: Record<string, unknown>;
  returnTo: string;
}

function pageOf({ message, action, fields, returnTo }: Kept): string {
  const inputs = Object.entries(fields).flatMap(([name, value]) =>
    [value]
      .flat()
      .map((one) => `<input type="hidden" name="${html(name)}" value="${html(String(one))}">`),
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Not sent yet · Roomkeeper</title>
<body style="font: 1.1rem/1.6 system-ui, sans-serif; max-width: 32rem; margin: 12vh auto; padding: 0 1.25rem">
<h1 style="font-size: 1.5rem">Not sent yet</h1>
<p>${html(message)} What you filled in is kept on this page, and nothing was changed.</p>
<form method="post" action="${html(action)}">
${inputs.join("\n")}
<button style="font: inherit; padding: 0.5rem 1rem">Send it again</button>
</form>
<p><a href="${html(returnTo)}">Back without sending</a></p>
`;
}

function html(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
