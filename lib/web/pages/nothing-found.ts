import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { pageVisits } from "./page-visit";

/** The digest of the error that Next's notFound() throws. */
const DIGEST = "NEXT_HTTP_ERROR_FALLBACK;404";

/** The title of every not-found page. It is the same for all, so that it reveals nothing. */
export const NOTHING_FOUND: Metadata = { title: "Not found" };

/**
 * Sets the status 404 for a page that renders the not-found text itself. After notFound() Next sends an empty document that only a
 * script fills. That still happens under `next dev`, where our server does not set the status.
 */
export function nothingFound(): void {
  const visit = pageVisits().getStore();
  if (!visit) notFound();
  visit.isMissing = true;
}

/** The result of `load`; if it ends in notFound(), null and the status 404. */
export async function orNothing<T>(load: () => Promise<T>): Promise<T | null> {
  try {
    return await load();
  } catch (error) {
    if ((error as { digest?: unknown } | null)?.digest !== DIGEST) throw error;
    nothingFound();
    return null;
  }
}
