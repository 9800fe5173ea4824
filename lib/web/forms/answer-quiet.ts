import { RoomkeeperError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { asRoomkeeperError } from "@/lib/db/database-failure";
import { getServices } from "@/lib/runtime/services";
import { quietByLink } from "@/lib/warnings/want-mail";
import { problemResponse } from "@/lib/web/api/problem";
import { countNetwork } from "@/lib/web/api/rate-limits";

/**
 * The address in a mail's List-Unsubscribe header (RFC 8058). A mail program sends a POST without an Origin and without cookies; the
 * signed code says whose mails end, and can do nothing else.
 */
export async function postQuiet(request: Request): Promise<Response> {
  const requestId = newId("rq");
  try {
    countNetwork(request);
    const code = codeOf(request);
    await quietByLink({ actor: { kind: "nobody" }, requestId, services: getServices() }, code);
    return new Response("You get no more mails about rooms that leave.\n", {
      headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
    });
  } catch (error) {
    return problemResponse(asRoomkeeperError(error), requestId);
  }
}

/** A person who opens the address gets the page with the button, and nothing changes. */
export async function getQuiet(request: Request): Promise<Response> {
  const location = `/leaving?act=quiet&code=${encodeURIComponent(codeOf(request))}`;
  return new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });
}

function codeOf(request: Request): string {
  const code = new URL(request.url).searchParams.get("code") ?? "";
  if (code.length > 500) throw new RoomkeeperError("not_found", "This link leads nowhere.");
  return code;
}
