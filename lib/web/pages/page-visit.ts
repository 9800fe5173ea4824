import { AsyncLocalStorage } from "node:async_hooks";

/** One request for a page, as the server sees it. */
export interface PageVisit {
  /** Set when the page could not be rendered because the database does not answer. */
  isDatabaseAway: boolean;
  /** Set when the page renders the not-found text. */
  isMissing: boolean;
}

const KEY: unique symbol = Symbol.for("roomkeeper.page-visits") as never;
const shared = globalThis as { [KEY]?: AsyncLocalStorage<PageVisit> };

/** The current visit. It is stored on globalThis, because the server and the pages are two bundles. */
export function pageVisits(): AsyncLocalStorage<PageVisit> {
  shared[KEY] ??= new AsyncLocalStorage();
  return shared[KEY];
}

/** The status of the reply to a visit, for a given status of Next's. */
export function statusOfVisit(status: number, visit: PageVisit): number {
  // Next replies 500 for every page that could not be rendered, and 200 for every page that could.
  if (status === 500 && visit.isDatabaseAway) return 503;
  return status === 200 && visit.isMissing ? 404 : status;
}
