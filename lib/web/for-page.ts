import { notFound } from "next/navigation";
import { asRoomkeeperError } from "@/lib/core/database-failure";
import { newId } from "@/lib/core/ids";
import { log } from "@/lib/wire/log";
import { pageVisits } from "./page-visit";

/** What the digest of such an error begins with; the id of the log's line follows. The error page reads it. */
const AWAY_DIGEST = "unavailable/";

/**
 * Loads what a page shows. A database that is away becomes an error whose digest says so, for the error page, and a mark on the
 * visit, for the status; a value in the address that cannot be stored becomes the page that is not there.
 */
export async function forPage<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (thrown) {
    // What redirects or is not found is an error of Next's own, with a digest, and so is what came through here before.
    if (typeof thrown === "object" && thrown !== null && "digest" in thrown) throw thrown;
    const error = asRoomkeeperError(thrown);
    if (error !== thrown && error.code === "invalid_request") notFound();
    if (error.code !== "unavailable") throw thrown;
    const requestId = newId("rq");
    log().error({ requestId, err: error }, "a page could not be made");
    const visit = pageVisits().getStore();
    if (visit) visit.isDatabaseAway = true;
    throw Object.assign(error, { digest: `${AWAY_DIGEST}${requestId}` });
  }
}
