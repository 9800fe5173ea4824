import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { pageVisits } from "./page-visit";

/** What Next's notFound() throws. */
const DIGEST = "NEXT_HTTP_ERROR_FALLBACK;404";

/** The title wherever there is nothing: one for all such addresses, so that it tells none of them from another. */
export const NOTHING_FOUND: Metadata = { title: "Not found" };

/**
 * Makes 404 the status of a page that is drawn like any other and says that nothing is here. After notFound() Next sends an empty
 * document that only a script fills; that is still what happens under `next dev`, which has no server of ours to set the status.
 */
export function nothingFound(): void {
  const visit = pageVisits().getStore();
  if (!visit) notFound();
  visit.isMissing = true;
}

/** What `load` brings; null, and the status 404, where it ends in notFound(). */
export async function orNothing<T>(load: () => Promise<T>): Promise<T | null> {
  try {
    return await load();
  } catch (error) {
    if ((error as { digest?: unknown } | null)?.digest !== DIGEST) throw error;
    nothingFound();
    return null;
  }
}
