import { notFound } from "next/navigation";
import type { ErrorCode } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { asRoomkeeperError } from "@/lib/db/database-failure";
import { log } from "@/lib/runtime/log";
import { pageVisits } from "./page-visit";

/** Failures that pass. The digest is the code and the id of the log line, "unavailable/rq_1"; the error page reads it. */
const PASSING: readonly ErrorCode[] = ["unavailable", "overloaded"];

/**
 * Loads the data of a page. If the database does not answer or too many ask at once, the error's digest says so to the error page, and a
 * mark on the visit sets the status. If the address contains a value that cannot be stored, the visitor gets the not-found page.
 */
export async function forPage<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (thrown) {
    // Next's own errors for redirects and not-found pages have a digest, and so have errors that passed through here before.
    if (typeof thrown === "object" && thrown !== null && "digest" in thrown) throw thrown;
    const error = asRoomkeeperError(thrown);
    if (error !== thrown && error.code === "invalid_request") notFound();
    if (!PASSING.includes(error.code)) throw thrown;
    const requestId = newId("rq");
    log().error({ requestId, err: error }, "a page could not be made");
    const visit = pageVisits().getStore();
    if (visit) visit.isDatabaseAway = true;
    throw Object.assign(error, { digest: `${error.code}/${requestId}` });
  }
}
