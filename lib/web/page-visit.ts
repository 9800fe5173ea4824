import { AsyncLocalStorage } from "node:async_hooks";

/** One request for a page, as the server that answers it sees it. */
export interface PageVisit {
  /** Set when the page could not be made because the database is away. */
  isDatabaseAway: boolean;
}

const KEY: unique symbol = Symbol.for("roomkeeper.page-visits") as never;
const shared = globalThis as { [KEY]?: AsyncLocalStorage<PageVisit> };

/** The visit that is being answered. The server and the pages are two bundles, so it hangs on globalThis. */
export function pageVisits(): AsyncLocalStorage<PageVisit> {
  shared[KEY] ??= new AsyncLocalStorage();
  return shared[KEY];
}
