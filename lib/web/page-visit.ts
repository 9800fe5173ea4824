import { AsyncLocalStorage } from "node:async_hooks";

/** One request for a page, as the server sees it. */
export interface PageVisit {
  /** Set when the page could not be rendered because the database does not answer. */
  isDatabaseAway: boolean;
  /** Set when the page says that there is nothing at its address. */
  isMissing: boolean;
}

const KEY: unique symbol = Symbol.for("roomkeeper.page-visits") as never;
const shared = globalThis as { [KEY]?: AsyncLocalStorage<PageVisit> };

/** The current visit. It is stored on globalThis, because the server and the pages are two bundles. */
export function pageVisits(): AsyncLocalStorage<PageVisit> {
  shared[KEY] ??= new AsyncLocalStorage();
  return shared[KEY];
}

/** The status that a visit is answered with when Next would answer with this one. */
export function statusOfVisit(status: number, visit: PageVisit): number {
  // Next answers every page that could not be made with 500, and every page that could with 200.
  if (status === 500 && visit.isDatabaseAway) return 503;
  return status === 200 && visit.isMissing ? 404 : status;
}
